#include "import/kicker.h"

#include "base/attr.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "import/wordlist.h"

#define KICKER_MAX 40 /* bytes */
#define DEK_WORDS  3  /* what follows a kicker is a sentence, or most of one */
#define LEARNED    2  /* different deks behind the same words make them a kicker */
#define LINES      2  /* the same for the same words alone over a headline */

/* Kinds of writing, as papers name them. */
static const struct str genres[] = {
	STR_INIT("analysis"),      STR_INIT("opinion"),       STR_INIT("comment"),
	STR_INIT("commentary"),    STR_INIT("explainer"),     STR_INIT("the explainer"),
	STR_INIT("explained"),     STR_INIT("obituary"),      STR_INIT("obituaries"),
	STR_INIT("review"),        STR_INIT("interview"),     STR_INIT("the interview"),
	STR_INIT("profile"),       STR_INIT("feature"),       STR_INIT("editorial"),
	STR_INIT("leader"),        STR_INIT("letters"),       STR_INIT("column"),
	STR_INIT("exclusive"),     STR_INIT("investigation"), STR_INIT("in depth"),
	STR_INIT("in pictures"),   STR_INIT("in brief"),      STR_INIT("at a glance"),
	STR_INIT("q a"),           STR_INIT("factbox"),       STR_INIT("fact check"),
	STR_INIT("timeline"),      STR_INIT("breaking"),      STR_INIT("breaking news"),
	STR_INIT("podcast"),       STR_INIT("photo essay"),   STR_INIT("long read"),
	STR_INIT("the long read"), STR_INIT("first person"),  STR_INIT("special report"),
	STR_INIT("background"),    STR_INIT("briefing"),      STR_INIT("essay"),
	STR_INIT("analyse"),       STR_INIT("kommentar"),     STR_INIT("meinung"),
	STR_INIT("leitartikel"),   STR_INIT("glosse"),        STR_INIT("hintergrund"),
	STR_INIT("reportage"),     STR_INIT("nachruf"),       STR_INIT("portrat"),
	STR_INIT("rezension"),     STR_INIT("eilmeldung"),    STR_INIT("liveticker"),
	STR_INIT("exklusiv"),      STR_INIT("gastbeitrag"),   STR_INIT("tribune"),
	STR_INIT("entretien"),     STR_INIT("portrait"),      STR_INIT("critique"),
	STR_INIT("enquete"),       STR_INIT("decryptage"),    STR_INIT("chronique"),
	STR_INIT("exclusif"),      STR_INIT("necrologie"),    STR_INIT("en direct"),
	STR_INIT("opinion"),       STR_INIT("analisis"),      STR_INIT("entrevista"),
	STR_INIT("reportaje"),     STR_INIT("obituario"),     STR_INIT("cronica"),
	STR_INIT("exclusiva"),     STR_INIT("analisi"),       STR_INIT("commento"),
	STR_INIT("intervista"),    STR_INIT("editoriale"),    STR_INIT("recensione"),
	STR_INIT("opinie"),        STR_INIT("recensie"),      STR_INIT("achtergrond"),
};

/* Sections: a kicker on a line of their own, but mere words at the head of a dek. */
static const struct str sections[] = {
	STR_INIT("news"),       STR_INIT("local"),       STR_INIT("local news"),
	STR_INIT("world"),      STR_INIT("world news"),  STR_INIT("uk"),
	STR_INIT("us"),         STR_INIT("europe"),      STR_INIT("politics"),
	STR_INIT("business"),   STR_INIT("economy"),     STR_INIT("sport"),
	STR_INIT("sports"),     STR_INIT("culture"),     STR_INIT("arts"),
	STR_INIT("books"),      STR_INIT("film"),        STR_INIT("music"),
	STR_INIT("travel"),     STR_INIT("science"),     STR_INIT("health"),
	STR_INIT("education"),  STR_INIT("environment"), STR_INIT("tech"),
	STR_INIT("technology"), STR_INIT("live"),        STR_INIT("video"),
	STR_INIT("weather"),    STR_INIT("society"),     STR_INIT("crime"),
	STR_INIT("transport"),  STR_INIT("history"),     STR_INIT("politik"),
	STR_INIT("wirtschaft"), STR_INIT("kultur"),      STR_INIT("lokales"),
	STR_INIT("panorama"),   STR_INIT("wissen"),      STR_INIT("gesellschaft"),
	STR_INIT("regional"),   STR_INIT("politique"),   STR_INIT("economie"),
	STR_INIT("societe"),    STR_INIT("monde"),       STR_INIT("politica"),
	STR_INIT("economia"),   STR_INIT("cultura"),     STR_INIT("deportes"),
};

/* A capital here, behind capitalised words, begins a sentence. */
static const char sentence_starts[] =
	" the a an in on at how why what when where who which is are was were can could will would"
	" should do does did has have had it its he she they we you i as after before from with"
	" without this that these those there here for but and if while once two three four five"
	" six seven eight nine ten more most many some all no not nearly almost der die das ein"
	" eine wie warum was wer wo wenn nach vor mit im in am auf fur le la les un une des"
	" comment pourquoi quand qui que ou dans apres avec pour el los las una como por que"
	" il lo gli uno come perche dopo de het een hoe waarom wat ";

/* Names and titles go on with a capital too: "Prime Minister Cameron says". */
static const char name_words[] =
	" president prime minister chancellor king queen prince princess pope sir lord lady mr mrs"
	" ms dr professor captain general colonel judge senator governor mayor secretary saint st"
	" san santa los las el new north south east west great united royal mount lake port fort"
	" supreme high white downing red black foreign home interior former chief premier ";

static uint64_t prefix_hash(struct str words, char space)
{
	return hash_short(words) * 2 + 1 +
	       (uint64_t)(unsigned char)space * 0x9e3779b97f4a7c15u;
}

/* The first words of a dek, as candidates for a kicker. */
struct opening {
	struct str text;
	struct str tokens[KICKER_WORDS + 2];
	struct str words[KICKER_WORDS + 2];
	size_t count;
	size_t capitals; /* how many of them may be a kicker's */
	size_t total;    /* words in all of the text */
};

static bool is_open_quote(struct str token)
{
	return str_has_prefix(token, STR("'")) || str_has_prefix(token, STR("\"")) ||
	       str_has_prefix(token, STR("‘")) || str_has_prefix(token, STR("“")) ||
	       str_has_prefix(token, STR("„")) || str_has_prefix(token, STR("«"));
}

/* May the token stand in a kicker? "Today's", "Q&A", and "of" between others. */
static bool is_kicker_token(struct str token, struct str word, bool first)
{
	char last = token.ptr[token.len - 1];

	if (word.len == 0)
		return str_eq(token, STR("&")) && !first;
	if (is_open_quote(token) || (is_punct(last) && last != '?' && last != '!'))
		return false;
	return token_is_capital(token) ||
	       (!first && word_in(" of the to and on in der de la du ", word));
}

static void read_opening(struct arena *arena, struct str text, struct opening *out)
{
	struct str rest = text, token;

	*out = (struct opening){ .text = text };
	out->total = words_count(words_of(arena, text));
	while (out->count < ARRAY_LEN(out->tokens) && token_next(&rest, &token)) {
		out->tokens[out->count] = token;
		out->words[out->count++] = token_word(arena, token);
	}
	while (out->capitals < out->count && out->capitals < KICKER_WORDS &&
	       is_kicker_token(out->tokens[out->capitals], out->words[out->capitals],
	                       out->capitals == 0))
		out->capitals++;
}

static size_t opening_end(const struct opening *opening, size_t k)
{
	struct str last = opening->tokens[k - 1];

	return (size_t)(last.ptr - opening->text.ptr) + last.len;
}

/* The first k words as a row. */
static struct str opening_words(const struct opening *opening, struct arena *arena,
                                size_t k)
{
	return words_of(arena, str_slice(opening->text, 0, opening_end(opening, k)));
}

/* May a kicker end behind the first k words, and a sentence begin there? */
static bool is_border(const struct opening *opening, size_t k)
{
	struct str last, next;

	if (k == 0 || k > opening->capitals || k >= opening->count ||
	    opening->total < k + DEK_WORDS || opening_end(opening, k) > KICKER_MAX)
		return false;
	last = opening->tokens[k - 1];
	next = opening->tokens[k];
	return token_is_capital(last) &&
	       !word_in(sentence_starts, opening->words[k - 1]) &&
	       !str_has_suffix(last, STR("'s")) && !str_has_suffix(last, STR("’s")) &&
	       (token_is_capital(next) || (is_open_quote(next) && next.len > 1));
}

/* Does the word behind the border go on in small letters, as a sentence does? */
static bool is_sentence(const struct opening *opening, size_t k)
{
	struct str next;

	if (k + 1 >= opening->count)
		return true;
	next = opening->tokens[k + 1];
	return !token_is_capital(next) || is_digit(next.ptr[0]);
}

void kickers_learn(struct kickers *kickers, struct arena *arena, struct str dek)
{
	struct opening opening;
	struct tally_entry *entry;

	entry = tally_add(&kickers->seen, words_hash(words_of(arena, dek)));
	if (entry->count++ > 0)
		return; /* the same card again teaches nothing */
	read_opening(arena, dek, &opening);
	for (size_t k = 1; k <= opening.capitals && k < opening.count; k++) {
		uint64_t prefix = prefix_hash(opening_words(&opening, arena, k), 'p');
		uint64_t both = prefix_hash(opening_words(&opening, arena, k + 1), 'q');
		bool again = tally_add(&kickers->seen, both)->count++ > 0;

		entry = tally_add(&kickers->prefixes, prefix);
		if (!token_is_capital(opening.tokens[k]) && !is_border(&opening, k))
			entry->count++;
		else if (!again && is_border(&opening, k)) {
			entry->count++;
			entry->marked++;
		}
	}
}

void kickers_learn_line(struct kickers *kickers, struct str words)
{
	tally_add(&kickers->prefixes, prefix_hash(words, 'l'))->count++;
}

void kickers_clear(struct kickers *kickers)
{
	tally_clear(&kickers->prefixes);
	tally_clear(&kickers->seen);
}

/* Do these words stand before several deks, and nowhere within a sentence? */
static bool is_learned(const struct kickers *kickers, struct str words)
{
	const struct tally_entry *prefix, *line;

	if (!kickers)
		return false;
	prefix = tally_find(&kickers->prefixes, prefix_hash(words, 'p'));
	line = tally_find(&kickers->prefixes, prefix_hash(words, 'l'));
	return (line && line->count >= LINES) ||
	       (prefix && prefix->marked >= LEARNED && prefix->marked == prefix->count);
}

/* How sure it is that a kicker ends behind the first k words. */
static double border_sure(const struct kickers *kickers, struct arena *arena,
                          const struct opening *opening, size_t k)
{
	struct str words, next = opening->words[k];
	bool named, capitals;

	if (!is_border(opening, k))
		return 0;
	words = opening_words(opening, arena, k);
	if (words_are_any(words, genres, ARRAY_LEN(genres)))
		return 0.9;
	if (words_are_any(words, sections, ARRAY_LEN(sections)) &&
	    word_in(sentence_starts, next))
		return 0.7;
	named = word_in(name_words, opening->words[0]) ||
	        word_in(name_words, opening->words[k - 1]);
	capitals = text_is_capitals(str_slice(opening->text, 0, opening_end(opening, k)));
	if (named || (k == 1 && !capitals))
		return 0;
	if (is_learned(kickers, words))
		return 0.9;
	if (!is_sentence(opening, k))
		return 0;
	return word_in(sentence_starts, next) || is_open_quote(opening->tokens[k]) ? 0.8
	                                                                           : 0;
}

bool kicker_split(const struct kickers *kickers, struct arena *arena, struct str text,
                  struct str *kicker, struct str *dek, double *sure)
{
	struct opening opening;
	size_t best = 0;

	*kicker = (struct str){ 0 };
	*dek = text;
	*sure = 0;
	read_opening(arena, text, &opening);
	for (size_t k = 1; k <= opening.capitals; k++) {
		double this = border_sure(kickers, arena, &opening, k);

		if (this > 0 && this >= *sure) {
			best = k;
			*sure = this;
		}
	}
	if (best == 0)
		return false;
	*kicker = str_slice(text, 0, opening_end(&opening, best));
	*dek = str_trim(str_from(text, opening_end(&opening, best)));
	return true;
}

bool kicker_is_line(const struct kickers *kickers, struct str text, struct str words)
{
	size_t count = words_count(words);

	if (count == 0 || count > KICKER_WORDS || text.len > KICKER_MAX ||
	    is_punct(text.ptr[text.len - 1]))
		return false;
	return words_are_any(words, genres, ARRAY_LEN(genres)) ||
	       words_are_any(words, sections, ARRAY_LEN(sections)) ||
	       (count <= 2 && text_is_capitals(text)) || is_learned(kickers, words);
}
