#include "import/label.h"

#include "base/attr.h"
#include "import/wordlist.h"

#define HEADING_MAX 60 /* bytes */

static const struct str headings[] = {
	STR_INIT("related articles"),
	STR_INIT("related stories"),
	STR_INIT("related content"),
	STR_INIT("related news"),
	STR_INIT("related topics"),
	STR_INIT("more on this story"),
	STR_INIT("more on this"),
	STR_INIT("more stories"),
	STR_INIT("more news"),
	STR_INIT("up next"),
	STR_INIT("explore more"),
	STR_INIT("you may also like"),
	STR_INIT("you might also like"),
	STR_INIT("you might like"),
	STR_INIT("you may have missed"),
	STR_INIT("in case you missed it"),
	STR_INIT("recommended for you"),
	STR_INIT("recommended reading"),
	STR_INIT("most read"),
	STR_INIT("most popular"),
	STR_INIT("most viewed"),
	STR_INIT("most shared"),
	STR_INIT("popular"),
	STR_INIT("popular now"),
	STR_INIT("trending"),
	STR_INIT("trending now"),
	STR_INIT("latest"),
	STR_INIT("latest news"),
	STR_INIT("latest stories"),
	STR_INIT("latest articles"),
	STR_INIT("top stories"),
	STR_INIT("editor s picks"),
	STR_INIT("editors picks"),
	STR_INIT("editor s choice"),
	STR_INIT("don t miss"),
	STR_INIT("elsewhere on the site"),
	STR_INIT("people are also reading"),
	STR_INIT("others are also reading"),
	STR_INIT("more for you"),
	STR_INIT("also in the news"),
	STR_INIT("mehr zum thema"),
	STR_INIT("passend zum thema"),
	STR_INIT("lesen sie auch"),
	STR_INIT("lesen sie mehr"),
	STR_INIT("lesen sie mehr zum thema"),
	STR_INIT("auch interessant"),
	STR_INIT("das konnte sie auch interessieren"),
	STR_INIT("meistgelesen"),
	STR_INIT("meistgelesene artikel"),
	STR_INIT("verwandte artikel"),
	STR_INIT("verwandte themen"),
	STR_INIT("weitere artikel"),
	STR_INIT("weitere meldungen"),
	STR_INIT("empfohlene artikel"),
	STR_INIT("unsere empfehlungen"),
	STR_INIT("mehr nachrichten"),
	STR_INIT("neueste artikel"),
	STR_INIT("a lire aussi"),
	STR_INIT("a lire egalement"),
	STR_INIT("voir aussi"),
	STR_INIT("sur le meme sujet"),
	STR_INIT("sur le meme theme"),
	STR_INIT("dans la meme rubrique"),
	STR_INIT("les plus lus"),
	STR_INIT("articles lies"),
	STR_INIT("articles les plus lus"),
	STR_INIT("plus d articles"),
	STR_INIT("notre selection"),
	STR_INIT("a la une"),
	STR_INIT("te puede interesar"),
	STR_INIT("lee tambien"),
	STR_INIT("lo mas leido"),
	STR_INIT("noticias relacionadas"),
	STR_INIT("mas sobre este tema"),
	STR_INIT("ti potrebbe interessare"),
	STR_INIT("i piu letti"),
	STR_INIT("articoli correlati"),
	STR_INIT("meest gelezen"),
	STR_INIT("gerelateerd"),
	STR_INIT("gerelateerde artikelen"),
	STR_INIT("laes ogsa"),
	STR_INIT("כתבות נוספות"),
	STR_INIT("あわせて読みたい"),
};

/* Those over what belongs to an article, and is not just new or popular, ... */
static const struct str related[] = {
	STR_INIT("related"),         STR_INIT("read more"),
	STR_INIT("read also"),       STR_INIT("also read"),
	STR_INIT("see also"),        STR_INIT("read next"),
	STR_INIT("further reading"), STR_INIT("lire aussi"),
	STR_INIT("leggi anche"),     STR_INIT("lees ook"),
	STR_INIT("lea tambien"),     STR_INIT("leia tambem"),
	STR_INIT("zum thema"),       STR_INIT("keep reading"),
	STR_INIT("recommended"),     STR_INIT("mas informacion"),
	STR_INIT("leia mais"),       STR_INIT("las ocksa"),
	STR_INIT("les ogsa"),        STR_INIT("czytaj takze"),
	STR_INIT("ilgili haberler"), STR_INIT("материалы по теме"),
	STR_INIT("читаите также"),   STR_INIT("اقرا ايضا"),
	STR_INIT("مواضيع ذات صلة"),  STR_INIT("مقالات ذات صلة"),
	STR_INIT("関連記事"),        STR_INIT("相关阅读"),
	STR_INIT("相关新闻"),
};

/* ... and what else such a label may begin with. */
static const struct str related_starts[] = {
	STR_INIT("more on"),
	STR_INIT("more about"),
	STR_INIT("mehr zum"),
	STR_INIT("lesen sie"),
	STR_INIT("a lire"),
	STR_INIT("sur le meme"),
	STR_INIT("articulos relacionados"),
	STR_INIT("verwandte"),
	STR_INIT("te puede"),
};

/* What a heading may begin with: "More from the Gazette", "Mehr aus Politik". */
static const struct str heading_starts[] = {
	STR_INIT("more from"),        STR_INIT("more in"),
	STR_INIT("more on"),          STR_INIT("more about"),
	STR_INIT("latest from"),      STR_INIT("mehr aus"),
	STR_INIT("mehr von"),         STR_INIT("mehr uber"),
	STR_INIT("meer over"),        STR_INIT("most read"),
	STR_INIT("most popular"),     STR_INIT("most viewed"),
	STR_INIT("more stories"),     STR_INIT("related stories"),
	STR_INIT("related articles"),
};

/* Before a colon or a bar, a headline follows. */
static const struct str pointers[] = {
	STR_INIT("read more"),
	STR_INIT("more"),
	STR_INIT("read next"),
	STR_INIT("read also"),
	STR_INIT("also read"),
	STR_INIT("see also"),
	STR_INIT("related"),
	STR_INIT("related story"),
	STR_INIT("related article"),
	STR_INIT("read"),
	STR_INIT("watch"),
	STR_INIT("don t miss"),
	STR_INIT("recommended"),
	STR_INIT("lesen sie auch"),
	STR_INIT("lesen sie mehr"),
	STR_INIT("mehr zum thema"),
	STR_INIT("mehr dazu"),
	STR_INIT("siehe auch"),
	STR_INIT("auch interessant"),
	STR_INIT("lire aussi"),
	STR_INIT("a lire aussi"),
	STR_INIT("a lire"),
	STR_INIT("voir aussi"),
	STR_INIT("a lire egalement"),
	STR_INIT("lee tambien"),
	STR_INIT("leggi anche"),
	STR_INIT("lees ook"),
};

static const struct str feet[] = {
	STR_INIT("read more"),       STR_INIT("continue reading"),
	STR_INIT("read full story"), STR_INIT("read the full story"),
	STR_INIT("full story"),      STR_INIT("weiterlesen"),
	STR_INIT("mehr lesen"),      STR_INIT("lire la suite"),
	STR_INIT("leer mas"),        STR_INIT("leggi tutto"),
	STR_INIT("lees meer"),       STR_INIT("comments"),
	STR_INIT("comment"),         STR_INIT("kommentare"),
	STR_INIT("commentaires"),
};

bool label_is_heading(struct str text, struct str words)
{
	char last = text.len > 0 ? text.ptr[text.len - 1] : '.';

	if (text.len > HEADING_MAX || last == '.' || last == '?')
		return false;
	return words_are_any(words, headings, ARRAY_LEN(headings)) ||
	       words_are_any(words, related, ARRAY_LEN(related)) ||
	       (words_count(words) <= 6 &&
	        words_start_any(words, heading_starts, ARRAY_LEN(heading_starts)));
}

bool label_is_related(struct str words)
{
	return words_start_any(words, related, ARRAY_LEN(related)) ||
	       words_start_any(words, related_starts, ARRAY_LEN(related_starts));
}

struct str label_headline(struct arena *arena, struct str text)
{
	static const struct str marks[] = { STR_INIT(":"), STR_INIT("|"), STR_INIT("►"),
		                            STR_INIT("→"), STR_INIT("»") };

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		size_t at = str_find(text, marks[i]);
		struct str head = words_of(arena, str_slice(text, 0, at));
		struct str tail;

		if (at == STR_NONE || at > HEADING_MAX ||
		    !words_are_any(head, pointers, ARRAY_LEN(pointers)))
			continue;
		tail = str_trim(str_from(text, at + marks[i].len));
		if (words_count(words_of(arena, tail)) >= 2)
			return tail;
	}
	return (struct str){ 0 };
}

bool label_is_foot(struct str words)
{
	struct str rest = words, first;

	if (words_are_any(words, feet, ARRAY_LEN(feet)))
		return true;
	return words_count(words) == 2 && words_next(&rest, &first) &&
	       is_digit(first.ptr[0]) &&
	       words_are_any((struct str){ rest.ptr - 1, rest.len + 1 }, feet,
	                     ARRAY_LEN(feet));
}

static const struct str comments[] = {
	STR_INIT("comments"),
	STR_INIT("comment"),
	STR_INIT("reader comments"),
	STR_INIT("readers comments"),
	STR_INIT("leave a comment"),
	STR_INIT("leave a reply"),
	STR_INIT("post a comment"),
	STR_INIT("add a comment"),
	STR_INIT("add comment"),
	STR_INIT("write a comment"),
	STR_INIT("join the discussion"),
	STR_INIT("join the conversation"),
	STR_INIT("responses"),
	STR_INIT("thoughts on"),
	STR_INIT("kommentare"),
	STR_INIT("kommentar"),
	STR_INIT("leserkommentare"),
	STR_INIT("kommentar schreiben"),
	STR_INIT("schreibe einen kommentar"),
	STR_INIT("commentaires"),
	STR_INIT("commentaire"),
	STR_INIT("laisser un commentaire"),
	STR_INIT("vos commentaires"),
	STR_INIT("comentarios"),
	STR_INIT("comentario"),
	STR_INIT("deja un comentario"),
	STR_INIT("deja una respuesta"),
	STR_INIT("deixe um comentario"),
	STR_INIT("commenti"),
	STR_INIT("lascia un commento"),
	STR_INIT("reacties"),
	STR_INIT("geef een reactie"),
	STR_INIT("komentarze"),
	STR_INIT("yorumlar"),
	STR_INIT("комментарии"),
	STR_INIT("отзывы"),
	STR_INIT("评论"),
	STR_INIT("コメント"),
};

bool label_is_comments(struct str words)
{
	struct str rest = words, word, number;

	/* "12 comments" and "comments 12" are the same. */
	if (words_next(&rest, &number) && is_digit(number.ptr[0]) && rest.len)
		words = str_from(words, words.len - rest.len - 1);
	if (words_are_any(words, comments, ARRAY_LEN(comments)))
		return true;
	rest = words;
	return words_count(words) == 2 && words_next(&rest, &word) &&
	       word_in(" comments kommentare commentaires comentarios commenti reacties ",
	               word) &&
	       rest.len > 1 && is_digit(str_trim(rest).ptr[0]);
}
