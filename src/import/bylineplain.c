#include "import/bylineplain.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "import/wordlist.h"

#define IDEOGRAPHS 0x2e80
#define NAME_MIN   2 /* signs of a name in Chinese, Japanese or Korean */
#define NAME_MAX   6

/* "Ann Lee. Photographs by Jo Day": what is before a word of pictures. */
static struct str without_pictures(struct arena *arena, struct str text)
{
	static const char words[] = " photo photos photograph photographs photography"
				    " pictures images illustration illustrations foto"
				    " fotos fotografie bilder bild video ";
	struct str rest = text, token;

	while (token_next(&rest, &token)) {
		struct str head = str_slice(text, 0, (size_t)(token.ptr - text.ptr));

		head = str_trim(head);
		if (head.len && word_in(words, token_word(arena, token)) &&
		    str_contains(STR(",.;|/"), str_from(head, head.len - 1)))
			return str_trim(str_slice(head, 0, head.len - 1));
	}
	return text;
}

/* Without "@lee" and "lee@gazette.example". */
static struct str without_addresses(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	struct str token, rest = text;

	if (str_find_char(text, '@') == STR_NONE)
		return text;
	while (token_next(&rest, &token)) {
		if (str_find_char(token, '@') != STR_NONE)
			continue;
		if (out.len)
			buf_add_char(&out, ' ');
		buf_add(&out, token);
	}
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

/* Without "3 Comments" at the end. */
static struct str without_remarks(struct arena *arena, struct str text)
{
	static const char words[] = " comment comments kommentar kommentare commentaire"
				    " commentaires comentario comentarios commenti"
				    " reacties responses replies ";
	struct str rest = text, token, before = { 0 }, last = { 0 };

	while (token_next(&rest, &token)) {
		before = last;
		last = token;
	}
	if (before.len == 0 || !word_in(words, token_word(arena, last)) ||
	    !(is_digit(before.ptr[0]) || str_eq_nocase(before, STR("no"))))
		return text;
	return str_trim(str_slice(text, 0, (size_t)(before.ptr - text.ptr)));
}

/* Letters of the scripts that write names in a few signs, and nothing else. */
static bool is_short_name(struct str text)
{
	size_t count = 0;

	for (size_t at = 0; at < text.len; count++)
		if (utf8_next(text, &at) < IDEOGRAPHS)
			return false;
	return count >= NAME_MIN && count <= NAME_MAX;
}

/* The names, one after the other, behind a label that byline.c knows. */
static struct str labelled(struct arena *arena, struct str names)
{
	struct buf out = { 0 };
	struct str token, rest = names;

	while (token_next(&rest, &token)) {
		if (!is_short_name(token)) {
			buf_clear(&out);
			return (struct str){ 0 };
		}
		buf_add(&out, out.len ? STR(" & ") : STR("作者: "));
		buf_add(&out, token);
	}
	names = buf_keep(&out, arena);
	buf_clear(&out);
	return names;
}

/* "文/欧阳敏", "记者 欧阳敏 王小明", "小田島恵子記者", "홍길동 기자". */
static struct str with_label(struct arena *arena, struct str text)
{
	static const struct str before[] = {
		STR_INIT("文/"),   STR_INIT("文／"),  STR_INIT("文・"),
		STR_INIT("记者 "), STR_INIT("記者 "),
	};
	static const struct str behind[] = { STR_INIT("記者"), STR_INIT("记者"),
		                             STR_INIT("기자") };
	struct str names, found = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(before) && found.len == 0; i++) {
		names = text;
		if (str_skip_prefix(&names, before[i]))
			found = labelled(arena, names);
	}
	for (size_t i = 0; i < ARRAY_LEN(behind) && found.len == 0; i++) {
		names = text;
		if (str_skip_suffix(&names, behind[i]))
			found = labelled(arena, names);
	}
	return found.len ? found : text;
}

/* "作者：王" and "By:Ann" as if they had a space. */
static struct str with_spaces(struct arena *arena, struct str text)
{
	size_t wide = str_find(text, STR("：")), colon = str_find(text, STR(":"));
	size_t at = wide < colon ? wide : colon, len = wide < colon ? 3 : 1;

	if (at == STR_NONE || at + len >= text.len || is_digit(text.ptr[at + len]) ||
	    (at == colon && is_space(text.ptr[at + len])))
		return text;
	return arena_printf(arena, "%.*s: %.*s", (int)at, text.ptr,
	                    STR_ARG(str_from(text, at + len)));
}

struct str byline_plain(struct arena *arena, struct str text)
{
	text = without_pictures(arena, str_trim(text));
	text = without_remarks(arena, without_addresses(arena, text));
	return with_spaces(arena, with_label(arena, text));
}

bool is_name_suffix(struct arena *arena, struct str piece)
{
	struct str words = words_of(arena, piece), word;

	while (words_next(&words, &word))
		if (!word_in(" jr sr ii iii iv md m d phd ph esq ", word))
			return false;
	return piece.len > 0;
}
