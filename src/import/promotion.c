#include "import/promotion.h"

#include "base/attr.h"
#include "import/wordlist.h"

#define LONG_LINE   60  /* bytes from which a line that ends a sentence is prose */
#define LONGER_LINE 110 /* from which one phrase alone does not make a promotion */
#define VERY_LONG   240 /* beyond which hardly any promotion goes */
#define MENU_SCORE  0.5 /* not sure by itself */

/* A sentence that begins with one of these commands its reader. */
static const char commands[] =
	" sign subscribe get join follow download register enjoy discover try support buy order"
	" share listen watch read click tap save receive stay become donate give unlock start"
	" choose enter escape find explore send keep abonnieren melden folgen lesen testen"
	" laden erhalten sichern entdecken bestellen recevez abonnez inscrivez suivez"
	" telechargez decouvrez rejoignez soutenez profitez lisez suscribete recibe sigue"
	" descarga iscriviti ricevi segui scarica abbonati volg schrijf meld lees ";

static const char addresses[] =
	" you your yours votre vos vous ihnen ihrem tu tus tua tuo je jouw ";
static const char selves[] =
	" our us we notre nos nous unser unsere unseren uns nuestra ons onze ";
static const char speech[] =
	" said says told added asked explained wrote sagte sagt erklarte"
	" teilte dit declare explique affirme dijo disse zei ";

static const char *const reasons[] = {
	[PROMOTION_OFFER] = "offers a newsletter, subscription or app",
	[PROMOTION_FOLLOW] = "asks readers to follow, share or reply",
	[PROMOTION_LEGAL] = "legal notice of the site",
	[PROMOTION_BUTTON] = "part of the page, not of the article",
};

/* The chance that at least one of two independent signs is right. */
static double both(double a, double b)
{
	return 1 - (1 - a) * (1 - b);
}

/* What the phrases of a line say together. */
struct phrases {
	double score;
	size_t count;
	enum promotion_kind kind; /* of the heaviest */
};

static struct phrases find_phrases(struct str words)
{
	struct phrases found = { .kind = PROMOTION_OFFER };
	const struct promotion_phrase *heaviest = NULL;
	uint64_t mask = words_mask(words);

	for (size_t i = 0; i < promotion_phrase_count; i++) {
		const struct promotion_phrase *phrase = &promotion_phrases[i];

		if (!(mask & words_bit(phrase->words)) ||
		    !words_hold(words, phrase->words) ||
		    (heaviest && str_contains(heaviest->words, phrase->words)))
			continue; /* "sign up" says no more than "sign up for" did */
		found.score = both(found.score, phrase->weight);
		found.count++;
		if (!heaviest || phrase->weight > heaviest->weight) {
			heaviest = phrase;
			found.kind = phrase->kind;
		}
	}
	return found;
}

static bool ends_sentence(struct str text)
{
	while (str_skip_suffix(&text, STR("\"")) || str_skip_suffix(&text, STR("”")) ||
	       str_skip_suffix(&text, STR("'")) || str_skip_suffix(&text, STR("’")) ||
	       str_skip_suffix(&text, STR("»")))
		;
	return str_has_suffix(text, STR(".")) || str_has_suffix(text, STR("?")) ||
	       str_has_suffix(text, STR("!"));
}

/* "TheHarbour.example", "www.example.org", "@harbour". */
static bool has_address(struct str text)
{
	struct str rest = text, token;

	while (token_next(&rest, &token)) {
		size_t dot = str_find_last_char(token, '.');

		if (token.len > 2 && token.ptr[0] == '@')
			return true;
		if (dot != STR_NONE && dot > 2 && dot + 2 < token.len &&
		    is_alpha(token.ptr[dot - 1]) && is_alpha(token.ptr[dot + 1]) &&
		    is_alpha(token.ptr[dot + 2]))
			return true;
	}
	return false;
}

/* How a line speaks to whom. */
struct manner {
	bool commands; /* a sentence of it begins with "Sign", "Get" */
	bool you, we, address;
};

/* The letters of a token in lower case: commands are few, and ASCII but for accents. */
static bool is_command(struct str token)
{
	char letters[24];
	size_t len = 0;

	for (size_t i = 0; i < token.len && len < sizeof(letters); i++)
		if (is_alpha(token.ptr[i]))
			letters[len++] = to_lower(token.ptr[i]);
		else if (len > 0)
			break;
	return word_in(commands, (struct str){ letters, len });
}

static struct manner find_manner(struct str text, struct str words)
{
	struct manner manner = { .address = has_address(text) };
	bool starts = true;
	struct str token;

	while (token_next(&text, &token)) {
		char last = token.ptr[token.len - 1];

		manner.commands = manner.commands || (starts && is_command(token));
		starts = last == '.' || last == '!' || last == '?' || last == ':';
	}
	while (words_next(&words, &token)) {
		manner.you = manner.you || word_in(addresses, token);
		manner.we = manner.we || word_in(selves, token);
	}
	return manner;
}

static double manner_score(const struct manner *manner)
{
	double score = manner->commands ? 0.25 : 0;

	score = both(score, manner->you ? 0.2 : 0);
	score = both(score, manner->we ? 0.1 : 0);
	return both(score, manner->address ? 0.2 : 0);
}

/*
 * How much of the score stays, seeing what speaks for an article's own sentence: its
 * length, reported speech, one telling phrase only, nobody who is addressed.
 */
static double doubt(struct str text, struct str words, const struct phrases *phrases,
                    const struct manner *manner)
{
	double stays = 1;
	struct str word;

	if (text.len < LONG_LINE || (!ends_sentence(text) && text.len <= LONGER_LINE))
		return 1;
	if (!manner->commands)
		stays *= manner->you ? 0.8 : 0.5;
	if (!manner->commands && phrases->count < 2 && text.len > LONGER_LINE)
		stays *= 0.4; /* the phrase is what the sentence is about */
	if (text.len > VERY_LONG)
		stays *= 0.3;
	while (words_next(&words, &word))
		if (word_in(speech, word))
			return stays * 0.4;
	return stays;
}

/* "© Harbour Gazette 2014", "Copyright 2014 ..." */
static bool is_copyright(struct str text, struct str words)
{
	return str_has_prefix(text, STR("©")) ||
	       str_has_prefix_nocase(text, STR("(c) ")) ||
	       (words_start(words, STR("copyright")) && text.len < 160);
}

struct promotion promotion_judge(struct str text, struct str words)
{
	struct phrases phrases = find_phrases(words);
	struct promotion promotion = {
		.kind = phrases.kind,
		.offers = phrases.count > 0 && phrases.kind != PROMOTION_BUTTON,
	};
	struct manner manner;

	if (words_are_any(words, promotion_buttons, promotion_button_count)) {
		promotion.score = 0.9;
		promotion.kind = PROMOTION_BUTTON;
	} else if (words_are_any(words, promotion_menus, promotion_menu_count)) {
		promotion.menu = true;
		promotion.score = MENU_SCORE;
		promotion.kind = PROMOTION_BUTTON;
	} else if (is_copyright(text, words)) {
		promotion.score = 0.9;
		promotion.kind = PROMOTION_LEGAL;
	} else {
		manner = find_manner(text, words);
		promotion.score = both(phrases.score, manner_score(&manner)) *
		                  doubt(text, words, &phrases, &manner);
	}
	promotion.why = reasons[promotion.kind];
	return promotion;
}

bool promotion_is_credit(struct str text, struct str words)
{
	static const struct str begins[] = {
		STR_INIT("image credit"),   STR_INIT("photo credit"),
		STR_INIT("picture credit"), STR_INIT("image source"),
		STR_INIT("photo by"),       STR_INIT("photograph by"),
		STR_INIT("picture by"),     STR_INIT("credit photo"),
		STR_INIT("bildquelle"),     STR_INIT("foto von"),
	};
	static const struct str labels[] = {
		STR_INIT("photo:"),   STR_INIT("photo :"),       STR_INIT("photos:"),
		STR_INIT("picture:"), STR_INIT("credit:"),       STR_INIT("photograph:"),
		STR_INIT("foto:"),    STR_INIT("bild:"),         STR_INIT("crédit :"),
		STR_INIT("image:"),   STR_INIT("illustration:"), STR_INIT("© "),
	};

	if (text.len > 160)
		return false;
	if (words_start_any(words, begins, ARRAY_LEN(begins)))
		return true;
	str_skip_prefix(&text, STR("("));
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (str_has_prefix_nocase(text, labels[i]))
			return true;
	return words_are(words, STR("getty images"));
}
