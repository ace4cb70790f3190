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
	STR_INIT(" - "),  STR_INIT(" – "), STR_INIT(" — "), STR_INIT(" -- "),
	STR_INIT(" ~ "),  STR_INIT(" | "), STR_INIT(" · "), STR_INIT(" » "),
	STR_INIT(" :: "), STR_INIT(" • "), STR_INIT(" « "), STR_INIT(" / "),
	STR_INIT(" > "),  STR_INIT("｜"),  STR_INIT("丨"),  STR_INIT("－"),
	STR_INIT("--"),   STR_INIT("_"),   STR_INIT("-"),   STR_INIT(" ("),
	STR_INIT("（"),
};

#define DASHES 5
#define TIGHT_FROM                                                                      \
	16            /* of the separators: they part Chinese, and join words elsewhere \
	               */
#define PAREN_FROM 19 /* at the end alone */
#define IDEOGRAPHS 0x2e80

/* A title cut where separators stand in it. */
struct parts {
	struct str items[PARTS_MAX];
	size_t signs[PARTS_MAX]; /* the separator before each but the first */
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
		parts.signs[parts.count] = parts.joint = which;
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

/* Is a heading of three words, or of as many signs, enough to be a headline? */
static bool is_headline(struct str heading)
{
	return text_count_words(heading) >= TAIL_WORDS;
}

/*
 * A heading of the page that is one end of the title, rather the first, or something long
 * in the middle of it; or empty.
 */
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
			if (found.len == 0 && is_headline(headings.items[i]) &&
			    str_eq(words_of(arena, parts->items[n]), words))
				found = parts->items[n];
		}
	}
	return found;
}

/* A text of the page that is more than half of the title, at one end of it. */
static struct str candidate_in(struct arena *arena, const struct parts *parts,
                               struct strs candidates)
{
	size_t all = words_count(words_of(arena, parts->whole));

	for (size_t i = 0; i < candidates.count; i++) {
		struct strs one = { &candidates.items[i], 1 };
		struct str found = { 0 };

		if (words_count(words_of(arena, candidates.items[i])) * 2 > all)
			found = heading_in(arena, parts, one);
		if (is_headline(found))
			return found;
	}
	return (struct str){ 0 };
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

/*
 * The part before the sections that stand before the site, behind signs as before that:
 * "Ferry returns | UK | News | Gazette". One behind a dash may be the headline's own.
 */
static size_t before_sections(struct arena *arena, const struct parts *parts,
                              size_t first, size_t last)
{
	size_t sign = parts->signs[last + 1], at = last;

	while (at > first && parts->signs[at] == sign &&
	       words_count(words_of(arena, parts->items[at])) == 1)
		at--;
	if ((sign < DASHES && last - at < 2) || !is_headline(join(parts, first, at)))
		return last;
	return at;
}

/* The title without parts at its ends that name the site, and what stands behind that. */
static struct str without_site(struct arena *arena, const struct parts *parts,
                               struct str site, struct str url)
{
	size_t first = 0, last = parts->count - 1;

	while (last > first && is_site(arena, parts->items[last], site, url))
		last--;
	if (last > first && last + 1 < parts->count)
		last = before_sections(arena, parts, first, last);
	while (first < last && is_site(arena, parts->items[first], site, url))
		first++;
	for (size_t i = first + 1; i < last; i++)
		if (str_eq(words_of(arena, parts->items[i]), words_of(arena, site)) &&
		    is_headline(join(parts, first, i - 1)))
			last = i - 1;
	return join(parts, first, last);
}

/* "BBC News | England | Ferry returns after storm": all but the last are names? */
static bool is_trail(struct arena *arena, const struct parts *parts)
{
	size_t last = parts->count - 1;

	for (size_t i = 0; i < last; i++)
		if (words_count(words_of(arena, parts->items[i])) >= TAIL_WORDS ||
		    parts->signs[i + 1] != parts->joint)
			return false;
	return parts->count > 2 &&
	       words_count(words_of(arena, parts->items[last])) > SITE_WORDS;
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
	if (is_trail(arena, &parts))
		return parts.items[parts.count - 1];
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

/* "(2) Ferry returns": how many messages wait for who saved the page. */
static struct str without_count(struct str title)
{
	struct str rest = title;
	size_t digits = 0;

	if (!str_skip_prefix(&rest, STR("(")))
		return title;
	while (digits < rest.len && is_digit(rest.ptr[digits]))
		digits++;
	rest = str_from(rest, digits);
	return digits && digits <= 2 && str_skip_prefix(&rest, STR(") ")) ? rest : title;
}

/* Is there a word of some length that both rows have? */
static bool share_word(struct str a, struct str b)
{
	struct str word;

	while (words_next(&a, &word))
		if (word.len >= 4 && words_hold(b, word))
			return true;
	return false;
}

/*
 * Does the heading that opens the article say the headline better than the title? So if
 * the title is cut off, or a word or two of it, or says more, or something else: the name
 * of the site.
 */
static bool is_better(struct arena *arena, struct str opening, struct str title,
                      bool is_said)
{
	struct str start = title, row = words_of(arena, title);
	struct str words = words_of(arena, opening);
	bool cut =
		str_skip_suffix(&start, STR("…")) || str_skip_suffix(&start, STR("..."));

	if (!is_headline(opening))
		return false;
	if (cut && str_has_prefix_nocase(opening, str_trim(start)))
		return true;
	start = words_of(arena, split(title).items[0]);
	return !is_said &&
	       ((words_count(start) < TAIL_WORDS && str_has_prefix(words, start)) ||
	        str_contains(row, words) || !share_word(row, words));
}

/*
 * "Ledger » Blog Archive » Ferry is back", "BBC NEWS | UK | Norfolk | Ferry is back":
 * what stands last, if the signs or their number say that the others lead to it, and the
 * page shows it.
 */
static struct str end_of_trail(struct arena *arena, const struct parts *parts,
                               const struct headline_hints *hints)
{
	static const struct str arrows[] = { STR_INIT(" » "), STR_INIT(" > ") };
	const struct strs *shown[] = { &hints->lower, &hints->candidates };
	size_t last = parts->count - 1;
	struct str sign = separators[parts->joint], words;

	if (parts->count < 3 || !is_headline(parts->items[last]) ||
	    (parts->count < 4 && !str_eq(sign, arrows[0]) && !str_eq(sign, arrows[1])))
		return (struct str){ 0 };
	for (size_t i = 0; i < last; i++)
		if (words_count(words_of(arena, parts->items[i])) >= TAIL_WORDS ||
		    parts->signs[i + 1] != parts->joint)
			return (struct str){ 0 };
	words = words_of(arena, parts->items[last]);
	for (size_t n = 0; n < ARRAY_LEN(shown); n++)
		for (size_t i = 0; i < shown[n]->count; i++)
			if (str_eq(words_of(arena, shown[n]->items[i]), words))
				return parts->items[last];
	return (struct str){ 0 };
}

/* What of the title is the headline, by what the page shows; or empty. */
static struct str shown_headline(struct arena *arena, const struct metadata *data,
                                 const struct parts *parts,
                                 const struct headline_hints *hints)
{
	struct str found = heading_in(arena, parts, hints->headings);

	/* What the page shows settles which of its data is right. */
	if (found.len == 0 && data->other_title.len) {
		struct parts other = split(data->other_title);

		found = heading_in(arena, &other, hints->headings);
	}
	if (found.len == 0)
		found = heading_before(parts->whole, hints->headings);
	if (found.len == 0)
		found = end_of_trail(arena, parts, hints);
	if (found.len == 0)
		found = candidate_in(arena, parts, hints->lower);
	if (found.len == 0 && parts->count > 1)
		found = candidate_in(arena, parts, hints->candidates);
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
	parts = split(is_said ? data->title : without_count(data->page_title));
	found = shown_headline(arena, data, &parts, hints);
	if (found.len)
		return found;
	title = without_site(arena, &parts, data->site, hints->url);
	found = behind_colon(arena, title, hints->candidates);
	if (found.len)
		return found;
	title = str_trim(is_said || title.len < parts.whole.len
	                         ? title
	                         : without_last(arena, title));
	is_said = is_said && !str_eq(data->title, data->page_title);
	return is_better(arena, hints->opening, title, is_said) ? hints->opening : title;
}

/* Does the part of a title hold the headline, or its beginning? */
static bool is_of(struct arena *arena, struct str part, struct str words)
{
	struct str row = words_of(arena, part);

	return row.len > 0 && words.len > 0 &&
	       (str_contains(row, words) || str_has_prefix(words, row));
}

struct str headline_site(struct arena *arena, struct str page_title, struct str headline)
{
	struct parts parts = split(page_title);
	struct str words = words_of(arena, headline), site = { 0 };

	if (parts.joint >= PAREN_FROM)
		return site;
	if (parts.count == 2 && is_of(arena, parts.items[0], words))
		site = parts.items[1];
	else if (parts.count == 2 && is_of(arena, parts.items[1], words))
		site = parts.items[0];
	return words_count(words_of(arena, site)) <= SITE_WORDS ? site
	                                                        : (struct str){ 0 };
}
