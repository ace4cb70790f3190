#include "import/bylineprefix.h"

#include "base/attr.h"
#include "import/wordlist.h"

static const struct str prefixes[] = {
	STR_INIT("written by"),
	STR_INIT("words by"),
	STR_INIT("story by"),
	STR_INIT("report by"),
	STR_INIT("text by"),
	STR_INIT("words"),
	STR_INIT("by"),
	STR_INIT("ein beitrag von"),
	STR_INIT("text von"),
	STR_INIT("von"),
	STR_INIT("par"),
	STR_INIT("por"),
	STR_INIT("di"),
	STR_INIT("door"),
	STR_INIT("av"),
	STR_INIT("af"),
	STR_INIT("posted by"),
	STR_INIT("published by"),
	STR_INIT("reported by"),
	STR_INIT("submitted by"),
	STR_INIT("author"),
	STR_INIT("authors"),
	STR_INIT("autor"),
	STR_INIT("autorin"),
	STR_INIT("autora"),
	STR_INIT("autorka"),
	STR_INIT("auteur"),
	STR_INIT("autore"),
	STR_INIT("escrito por"),
	STR_INIT("publicado por"),
	STR_INIT("a cura di"),
	STR_INIT("yazan"),
	STR_INIT("автор"),
	STR_INIT("авторы"),
	STR_INIT("автор текста"),
	STR_INIT("текст"),
	STR_INIT("بقلم"),
	STR_INIT("الكاتب"),
	STR_INIT("نویسنده"),
	STR_INIT("מאת"),
	STR_INIT("作者"),
	STR_INIT("记者"),
	STR_INIT("執筆"),
	STR_INIT("text"),
	STR_INIT("haber"),
	STR_INIT("oleh"),
	STR_INIT("penulis"),
	STR_INIT("szerzo"),
	STR_INIT("irta"),
	STR_INIT("tekst"),
	STR_INIT("teksti"),
	STR_INIT("tac gia"),
	STR_INIT("γραφει ο"),
	STR_INIT("γραφει η"),
	STR_INIT("โดย"),
	STR_INIT("लेखक"),
	STR_INIT("글"),
	STR_INIT("كتب"),
	STR_INIT("كتبت"),
	STR_INIT("ein gastbeitrag von"),
	STR_INIT("gastbeitrag von"),
	STR_INIT("ein kommentar von"),
};

/* Of those the ones that are common words, too: a colon has to follow. */
static const char labels[] =
	" author authors autor autorin autora autorka auteur autore автор авторы текст"
	" الكاتب نویسنده 作者 记者 執筆 text haber oleh penulis szerzo irta tekst teksti"
	" लेखक 글 كتب ";

static const struct str *find_prefix(struct str words)
{
	const struct str *best = NULL;

	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (words_start(words, prefixes[i]) &&
		    (!best || prefixes[i].len > best->len))
			best = &prefixes[i];
	return best;
}

bool byline_skip_prefix(struct arena *arena, struct str *text)
{
	const struct str *prefix = find_prefix(words_of(arena, *text));
	struct str rest, token;
	size_t words;

	if (!prefix)
		return false;
	token = (struct str){ 0 };
	words = 1;
	for (size_t i = 0; i < prefix->len; i++)
		words += prefix->ptr[i] == ' ';
	for (rest = *text; words > 0 && token_next(&rest, &token); words--)
		if (words_count(words_of(arena, token)) != 1)
			return false; /* "By-election" */
	if (word_in(labels, *prefix) && !str_has_suffix(token, STR(":")) &&
	    !str_has_prefix(str_trim(rest), STR(":")))
		return false;
	*text = str_trim(rest);
	str_skip_prefix(text, STR(": "));
	return true;
}
