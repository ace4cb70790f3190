#include "import/headline.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/text.h"
#include "base/url.h"
#include "base/utf8.h"
#include "import/wordlist.h"

#define PARTS_MAX  8
#define SITE_WORDS 4 /* few sites have longer names */
#define TAIL_WORDS 3 /* a headline behind a colon has more than a word or two */

static const struct str separators[] = {
	STR_INIT(" | "), STR_INIT(" - "), STR_INIT(" – "),  STR_INIT(" — "),
	STR_INIT(" · "), STR_INIT(" » "), STR_INIT(" :: "), STR_INIT(" • "),
	STR_INIT(" « "), STR_INIT(" / "), STR_INIT(" > "),  STR_INIT(" ~ "),
	STR_INIT("｜"),  STR_INIT("丨"),  STR_INIT("－"),   STR_INIT("--"),
	STR_INIT("_"),   STR_INIT("-"),   STR_INIT(" ("),   STR_INIT("（"),
};

#define TIGHT_FROM                                                                      \
	15            /* of the separators: they part Chinese, and join words elsewhere \
	               */
#define PAREN_FROM 18 /* at the end alone */
#define IDEOGRAPHS 0x2e80

#define TIGHT_FROM                                                                      \
	15            /* of the separators: they part Chinese, and join words elsewhere \
	               */
#define PAREN_FROM 18 /* at the end alone */
#define IDEOGRAPHS 0x2e80

/* A title cut where separators stand in it. */
struct parts {
	struct str items[PARTS_MAX];
	size_t count;
	struct str whole;
	size_t joint; /* the separator before the last */
};

/* Does the separator part something there? */
static bool parts_at(struct str text, size_t at, size_t separator)
{
	size_t end = at + separators[separator].len, before = at, after = end;

	if (at == 0 || end >= text.len)
		return separator < TIGHT_FROM;
	if (separator >= PAREN_FROM)
		return (str_has_suffix(text, STR(")")) ||
		        str_has_suffix(text, STR("）"))) &&
		       str_find(str_from(text, end), separators[separator]) == STR_NONE;
	return separator < TIGHT_FROM || (utf8_previous(text, &before) >= IDEOGRAPHS &&
	                                  utf8_next(text, &after) >= IDEOGRAPHS);
}

/* Where the first separator stands, and which it is. */
static size_t next_separator(struct str text, size_t *which)
{
	size_t first = STR_NONE;

	for (size_t i = 0; i < ARRAY_LEN(separators); i++) {
		size_t at = str_find(text, separators[i]);

		while (at < first && !parts_at(text, at, i)) {
			size_t next = str_find(str_from(text, at + 1), separators[i]);

			at = next == STR_NONE ? STR_NONE : at + 1 + next;
		}
		if (at < first) {
			first = at;
			*which = i;
		}
	}
	return first;
}

static struct parts split(struct str title)
{
	struct parts parts = { .whole = title };
	size_t at, which = 0;

	while (parts.count + 1 < PARTS_MAX &&
	       (at = next_separator(title, &which)) != STR_NONE) {
		parts.items[parts.count++] = str_slice(title, 0, at);
		title = str_from(title, at + separators[which].len);
		parts.joint = which;
	}
	parts.items[parts.count++] = title;
	return parts;
}

/* The letters and digits of a row of words, as they stand in the name of a host. */
static struct str run_together(struct arena *arena, struct str words)
{
	struct buf out = { 0 };
	struct str word;

	while (words_next(&words, &word))
		buf_add(&out, word);
	words = buf_keep(&out, arena);
	buf_clear(&out);
	return words;
}

/* Is the part the name of the site, by what the page calls it or by its host? */
static bool is_site(struct arena *arena, struct str part, struct str site, struct str url)
{
	struct str words = words_of(arena, part), name = words_of(arena, site);
	struct str host = run_together(arena, words_of(arena, url_split(url).host));
	struct str together = run_together(arena, words);

	if (words.len == 0)
		return true;
	if (name.len && (str_eq(words, name) || str_contains(name, words)))
		return true;
	return together.len > 2 && str_contains(host, together);
}

/* From the start of the first part to the end of the last, with what stands between. */
static struct str join(const struct parts *parts, size_t first, size_t last)
{
	const char *start = parts->items[first].ptr;
	const char *end = parts->items[last].ptr + parts->items[last].len;

	return (struct str){ start, (size_t)(end - start) };
}

/* A heading of the page that is one end of the title, rather the first; or empty. */
static struct str heading_in(struct arena *arena, const struct parts *parts,
                             struct strs headings)
{
	struct str found = { 0 };

	for (size_t i = 0; i < headings.count; i++) {
		struct str words = words_of(arena, headings.items[i]);

		if (words.len == 0)
			continue;
		for (size_t n = 0; n < parts->count; n++) {
			struct str end = join(parts, n, parts->count - 1);

			if (str_eq(words_of(arena, join(parts, 0, n)), words))
				return join(parts, 0, n);
			if (found.len == 0 && parts->joint < PAREN_FROM &&
			    str_eq(words_of(arena, end), words))
				found = end;
		}
	}
	return found;
}

/* Is a heading of three words, or of as many signs, enough to be a headline? */
static bool is_headline(struct str heading)
{
	return text_count_words(heading) >= TAIL_WORDS;
}

/* A heading that the title begins with, if something parts it from what follows. */
static struct str heading_before(struct str title, struct strs headings)
{
	static const struct str signs[] = {
		STR_INIT("_"), STR_INIT("-"), STR_INIT("–"),  STR_INIT("—"),
		STR_INIT("|"), STR_INIT(":"), STR_INIT("："), STR_INIT("("),
		STR_INIT("·"), STR_INIT(","), STR_INIT("["),
	};

	for (size_t i = 0; i < headings.count; i++) {
		struct str heading = str_trim(headings.items[i]), rest;

		if (!str_has_prefix_nocase(title, heading) || !is_headline(heading))
			continue;
		rest = str_trim(str_from(title, heading.len));
		for (size_t n = 0; n < ARRAY_LEN(signs); n++)
			if (str_has_prefix(rest, signs[n]))
				return str_slice(title, 0, heading.len);
	}
	return (struct str){ 0 };
}

/* The title without parts at its ends that name the site. */
static struct str without_site(struct arena *arena, const struct parts *parts,
                               struct str site, struct str url)
{
	size_t first = 0, last = parts->count - 1;

	while (last > first && is_site(arena, parts->items[last], site, url))
		last--;
	while (first < last && is_site(arena, parts->items[first], site, url))
		first++;
	return join(parts, first, last);
}

/*
 * A title element has the site's name in it nearly always, even if nothing else on the
 * page says what that is: what stands last, if it is shorter than the rest.
 */
static struct str without_last(struct arena *arena, struct str title)
{
	struct parts parts = split(title);
	struct str rest;

	/* Signs that may belong to the headline are none without a name that is known. */
	if (parts.count < 2 || parts.joint >= TIGHT_FROM)
		return title;
	rest = join(&parts, 0, parts.count - 2);
	if (words_count(words_of(arena, rest)) < 3 ||
	    words_count(words_of(arena, parts.items[parts.count - 1])) > 4)
		return title;
	return rest;
}

/*
 * "The Evening Argosy: Lighthouse to go": what stands behind a colon, if it stands alone
 * at the top of the page too. All of the title, if that does, is better.
 */
static struct str behind_colon(struct arena *arena, struct str title,
                               struct strs candidates)
{
	size_t colon = str_find(title, STR(": "));
	struct str tail, found = { 0 };

	if (colon == STR_NONE)
		return found;
	tail = str_trim(str_from(title, colon + 1));
	if (words_count(words_of(arena, tail)) < TAIL_WORDS)
		return found;
	for (size_t i = 0; i < candidates.count; i++) {
		struct str words = words_of(arena, candidates.items[i]);

		if (str_eq(words, words_of(arena, title)))
			return (struct str){ 0 };
		if (str_eq(words, words_of(arena, tail)))
			found = tail;
	}
	return found;
}

struct str headline_find(struct arena *arena, const struct metadata *data,
                         const struct headline_hints *hints)
{
	bool is_said = data->title.len > 0;
	struct parts parts;
	struct str title, found;

	if (!is_said && data->page_title.len == 0)
		return hints->headings.count ? hints->headings.items[0]
		                             : (struct str){ 0 };
	parts = split(is_said ? data->title : data->page_title);
	found = heading_in(arena, &parts, hints->headings);
	/* What the page shows settles which of its data is right. */
	if (found.len == 0 && data->other_title.len) {
		struct parts other = split(data->other_title);

		found = heading_in(arena, &other, hints->headings);
	}
	if (found.len == 0)
		found = heading_before(parts.whole, hints->headings);
	if (found.len)
		return found;
	title = without_site(arena, &parts, data->site, hints->url);
	found = behind_colon(arena, title, hints->candidates);
	if (found.len)
		return found;
	if (is_said || title.len < parts.whole.len)
		return str_trim(title);
	return str_trim(without_last(arena, title));
}

struct str headline_site(struct arena *arena, struct str page_title, struct str headline)
{
	struct parts parts = split(page_title);
	struct str words = words_of(arena, headline), site = { 0 };

	if (parts.joint >= PAREN_FROM)
		return site;
	if (parts.count == 2 && str_eq(words_of(arena, parts.items[0]), words))
		site = parts.items[1];
	else if (parts.count == 2 && str_eq(words_of(arena, parts.items[1]), words))
		site = parts.items[0];
	return words_count(words_of(arena, site)) <= SITE_WORDS ? site
	                                                        : (struct str){ 0 };
}
