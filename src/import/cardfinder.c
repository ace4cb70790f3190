#include "import/cardfinder.h"

#include <stdlib.h>

#include "base/table.h"
#include "import/byline.h"
#include "import/label.h"
#include "import/wordlist.h"

#define DEK_MAX   320 /* bytes */
#define FOOT_MAX  4   /* lines: byline, date, reading time, "Read more" */
#define HIT_WORDS 5   /* of another input's headline that stands alone */
#define LIST_GAP  1   /* lines of promotion within a list of bare headlines */
#define ROW_MIN   3   /* cards between separators without byline or date */

/* Finding cards: the lines, and the cards so far. */
struct finder {
	struct arena *arena;
	struct scrape *scrape;
	const struct repetition *learned;
	struct card_place *places;
	size_t count;
	size_t no_row_before; /* no row of bare segments begins before this line */
	bool dates_first;     /* in this row the date stands over the headline */
	bool has_byline;      /* the article's own */
};

/* A card that may be one. */
struct match {
	struct card_place place;
	bool byline, date, more, hit;
};

static const struct scrape_line *line_at(const struct finder *finder, size_t i)
{
	return i < finder->scrape->count ? &finder->scrape->lines[i] : NULL;
}

static bool looks(const struct finder *finder, size_t i, unsigned what)
{
	const struct scrape_line *line = line_at(finder, i);

	return line && !line->settled && (line->looks & what);
}

/* A button or offer between cards is stepped over. */
static bool is_promotion(const struct finder *finder, size_t i)
{
	const struct scrape_line *line = line_at(finder, i);

	return line &&
	       (line->promotion.score >= PROMOTION_SURE || line->promotion.menu) &&
	       !(line->looks & LOOKS_FOOT);
}

static bool is_text(const struct finder *finder, size_t i)
{
	const struct scrape_line *line = line_at(finder, i);

	return line && !line->settled && !is_promotion(finder, i) &&
	       !(line->looks & (LOOKS_SEPARATOR | LOOKS_BYLINE | LOOKS_DATE |
	                        LOOKS_LABEL | LOOKS_FOOT | LOOKS_CREDIT | LOOKS_POINTER));
}

static bool is_headline(const struct finder *finder, size_t i)
{
	return is_text(finder, i) && looks(finder, i, LOOKS_HEADLINE) &&
	       words_count(line_at(finder, i)->words) >= 2;
}

/* A name alone is a byline where a date is beside it. */
static bool is_bare_byline(const struct finder *finder, size_t i)
{
	return looks(finder, i, LOOKS_PERSON) &&
	       (looks(finder, i + 1, LOOKS_DATE) ||
	        (i > 0 && looks(finder, i - 1, LOOKS_DATE)));
}

static bool is_foot(const struct finder *finder, size_t i)
{
	return looks(finder, i, LOOKS_BYLINE | LOOKS_DATE | LOOKS_FOOT) ||
	       is_bare_byline(finder, i);
}

static bool is_kicker(const struct finder *finder, size_t i)
{
	const struct scrape_line *line = line_at(finder, i);

	return is_text(finder, i) &&
	       kicker_is_line(finder->learned ? &finder->learned->kickers : NULL,
	                      line->text, line->words);
}

static void read_foot(const struct finder *finder, struct match *match)
{
	struct card_place *place = &match->place;

	for (size_t n = 0; n < FOOT_MAX && is_foot(finder, place->end); n++) {
		size_t i = place->end;

		if (looks(finder, i, LOOKS_DATE)) {
			if (finder->dates_first && n > 0)
				return; /* it is the next card's */
			match->date = true;
			place->date = place->date == NO_LINE ? i : place->date;
		} else if (looks(finder, i, LOOKS_FOOT)) {
			match->more = true;
		} else if (place->byline == NO_LINE) {
			match->byline = true;
			place->byline = i;
		} else {
			return;
		}
		place->end++;
	}
}

/* A dek is told from the text that follows a card by what comes behind it. */
static bool is_dek(const struct finder *finder, size_t i, size_t limit)
{
	const struct scrape_line *line = line_at(finder, i);

	if (i >= limit || !is_text(finder, i) || line->text.len > DEK_MAX)
		return false;
	return is_foot(finder, i + 1) || i + 1 == limit;
}

/* What could be a card that begins at line i and ends before limit. */
static bool match_card(const struct finder *finder, size_t i, size_t limit,
                       struct match *match)
{
	struct card_place *place = &match->place;

	*match = (struct match){ .place = { NO_LINE, NO_LINE, NO_LINE, NO_LINE, NO_LINE,
		                            0, false } };
	if (looks(finder, i, LOOKS_DATE) &&
	    (is_headline(finder, i + 1) || is_kicker(finder, i + 1))) {
		place->date = i++;
		match->date = true;
	}
	if (is_kicker(finder, i) && is_headline(finder, i + 1))
		place->kicker = i++;
	if (i >= limit || !is_headline(finder, i))
		return false;
	place->title = i;
	match->hit = repetition_is_headline(finder->learned, line_at(finder, i), i);
	place->end = i + 1;
	if (is_dek(finder, place->end, limit))
		place->dek = place->end++;
	if (!(finder->dates_first && looks(finder, place->end, LOOKS_DATE)))
		read_foot(finder, match);
	return true;
}

static void take(struct finder *finder, const struct card_place *place, size_t start,
                 const char *why, double sure)
{
	struct scrape_line *lines = finder->scrape->lines;

	finder->places[finder->count++] = *place;
	for (size_t i = start; i < place->end; i++)
		scrape_settle(&lines[i], LINE_CARD, why, sure);
}

/* Where the segment ends that begins at i: at a separator, or the end of the file. */
static size_t segment_end(const struct finder *finder, size_t i)
{
	while (i < finder->scrape->count && !looks(finder, i, LOOKS_SEPARATOR))
		i++;
	return i;
}

static bool is_segment_card(const struct finder *finder, size_t i, size_t end,
                            struct match *match)
{
	if (end - i > 2 + 1 + FOOT_MAX || !match_card(finder, i, end, match))
		return false;
	while (match->place.end < end && is_promotion(finder, match->place.end))
		match->place.end++;
	return match->place.end == end;
}

/* How many segments in a row, to the end of the file, have the form of a card. */
static size_t count_segments(struct finder *finder, size_t i)
{
	struct match match;
	size_t count = 0;

	if (i < finder->no_row_before)
		return 0;
	while (i < finder->scrape->count) {
		size_t end = segment_end(finder, i);

		if (end > i) {
			if (!is_segment_card(finder, i, end, &match)) {
				finder->no_row_before = i + 1;
				return 0;
			}
			count++;
		}
		i = end + 1;
	}
	return count;
}

/* Cards between separators; i is behind one. Returns where to go on. */
static size_t find_segment(struct finder *finder, size_t i, bool in_row)
{
	size_t end = segment_end(finder, i);
	struct match match;

	if (end == i || !is_segment_card(finder, i, end, &match))
		return i;
	if (match.byline || match.date)
		take(finder, &match.place, i,
		     "headline with byline or date between separators", 0.95);
	else if (match.hit)
		take(finder, &match.place, i,
		     "headline of another input between separators", 0.95);
	else if (in_row || count_segments(finder, i) >= ROW_MIN)
		take(finder, &match.place, i,
		     "one of several headlines between separators", 0.8);
	else
		return i;
	return end;
}

/* A row of cards from i on: where it ends, and whether its form tells that it is one. */
struct row {
	size_t end, cards, footed;
	bool hit, full;
};

static size_t next_card(const struct finder *finder, size_t i)
{
	while (i < finder->scrape->count &&
	       (is_promotion(finder, i) || looks(finder, i, LOOKS_SEPARATOR)))
		i++;
	return i;
}

/* A short headline of another input may head a part of this one. */
static bool is_telling(const struct finder *finder, size_t i)
{
	return words_count(line_at(finder, i)->words) >= HIT_WORDS;
}

static struct row scan_row(const struct finder *finder, size_t i)
{
	struct row row = { .end = i };
	struct match match;

	while (match_card(finder, i, finder->scrape->count, &match) &&
	       (match.byline || match.date || match.more || match.hit)) {
		const struct scrape_line *dek = line_at(finder, match.place.dek);

		row.cards++;
		row.footed += match.byline || match.date || match.more;
		row.hit = row.hit || (match.hit &&
		                      (match.place.end > i + 1 || is_telling(finder, i)));
		row.full = row.full ||
		           (match.byline && match.date &&
		            (finder->has_byline || !dek || !(dek->looks & LOOKS_PROSE)));
		row.end = match.place.end;
		i = next_card(finder, row.end);
	}
	return row;
}

/* Cards that follow one another without separators or heading. */
static size_t find_row(struct finder *finder, size_t i)
{
	struct row row;
	struct match match;

	finder->dates_first = looks(finder, i, LOOKS_DATE);
	row = scan_row(finder, i);
	if (row.cards == 0 || !(row.hit || row.full || row.footed >= 2))
		return i;
	while (i < row.end) {
		i = next_card(finder, i);
		if (!match_card(finder, i, finder->scrape->count, &match))
			break;
		if (match.hit)
			take(finder, &match.place, i, "headline of another input", 0.95);
		else
			take(finder, &match.place, i,
			     "headline with byline or date, as in a list", 0.85);
		i = match.place.end;
	}
	return row.end;
}

/* Under a heading, a sentence behind a headline is its dek if another card follows. */
static bool is_listed_dek(const struct finder *finder, size_t i)
{
	const struct scrape_line *line = line_at(finder, i);

	if (!is_text(finder, i) || !(line->looks & LOOKS_PROSE) ||
	    line->text.len > DEK_MAX)
		return false;
	i = next_card(finder, i + 1);
	return i == finder->scrape->count || is_headline(finder, i) ||
	       is_kicker(finder, i) || looks(finder, i, LOOKS_LABEL | LOOKS_DATE);
}

/* What a heading such as "Related" stands over. */
static size_t find_list(struct finder *finder, size_t heading)
{
	size_t i = next_card(finder, heading + 1), end = heading + 1;
	bool footed = false; /* the cards have dates or bylines */
	struct match match;

	finder->dates_first = looks(finder, i, LOOKS_DATE);
	while (match_card(finder, i, finder->scrape->count, &match)) {
		const struct scrape_line *line = line_at(finder, i);
		bool bare = match.place.end == i + 1 && !match.hit;

		if (bare &&
		    (i > end + LIST_GAP ||
		     ((i > end || footed) && line->promotion.score >= PROMOTION_LIKELY)))
			break; /* a line behind buttons, or a notice, is no card of the
			          list */
		footed = footed || match.byline || match.date;
		if (!match.byline && !match.date && match.place.dek == NO_LINE &&
		    is_listed_dek(finder, match.place.end))
			match.place.dek = match.place.end++;
		take(finder, &match.place, i,
		     "headline under a heading such as 'Related'", 0.9);
		end = match.place.end;
		i = next_card(finder, end);
	}
	if (end > heading + 1)
		scrape_settle(&finder->scrape->lines[heading], LINE_LABEL,
		              "heading over cards of other articles", 0.95);
	return end;
}

static size_t find_one(struct finder *finder, size_t i)
{
	struct scrape_line *line = &finder->scrape->lines[i];
	struct card_place place = { NO_LINE, i, NO_LINE, NO_LINE, NO_LINE, i + 1, true };
	size_t next;

	if (line->settled || is_promotion(finder, i))
		return i + 1;
	if (line->looks & LOOKS_SEPARATOR) {
		next = find_segment(finder, i + 1, i > 0 && line[-1].kind == LINE_CARD);
		return next > i + 1 ? next : i + 1;
	}
	if (line->looks & LOOKS_POINTER) {
		take(finder, &place, i, "points to another article", 0.9);
		return i + 1;
	}
	if (line->looks & LOOKS_LABEL)
		return find_list(finder, i);
	next = find_row(finder, i);
	return next > i ? next : i + 1;
}

struct card_places cards_find(struct arena *arena, struct scrape *scrape, size_t start,
                              bool has_byline, const struct repetition *learned)
{
	struct finder finder = {
		.arena = arena,
		.scrape = scrape,
		.learned = learned,
		.has_byline = has_byline,
		.places = ARENA_ARRAY(arena, struct card_place, scrape->count),
	};

	for (size_t i = start; i < scrape->count;)
		i = find_one(&finder, i);
	return (struct card_places){ finder.places, finder.count };
}

void cards_teach(struct arena *arena, const struct scrape *scrape,
                 const struct card_places *places, struct kickers *kickers)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct card_place *place = &places->items[i];

		if (place->kicker != NO_LINE)
			kickers_learn_line(kickers, scrape->lines[place->kicker].words);
		else if (place->dek != NO_LINE)
			kickers_learn(kickers, arena, scrape->lines[place->dek].text);
	}
}

static struct card make_card(struct arena *arena, const struct scrape *scrape,
                             const struct card_place *place,
                             const struct kickers *kickers)
{
	const struct scrape_line *lines = scrape->lines;
	struct card card = { .title = lines[place->title].text };
	struct dateline date;
	struct byline byline;
	double sure;

	if (place->pointer)
		card.title = label_headline(arena, card.title);
	if (place->dek != NO_LINE)
		card.dek = lines[place->dek].text;
	if (place->kicker != NO_LINE)
		card.kicker = lines[place->kicker].text;
	else if (card.dek.len > 0)
		kicker_split(kickers, arena, card.dek, &card.kicker, &card.dek, &sure);
	if (place->byline != NO_LINE &&
	    byline_read(arena, lines[place->byline].text, &byline)) {
		card.authors = byline.authors;
		card.publication = byline.publication;
		card.date = byline.date.published;
	} else if (place->byline != NO_LINE) {
		struct str *name = ARENA_NEW(arena, struct str);

		*name = lines[place->byline].text;
		card.authors = (struct strs){ name, 1 };
	}
	if (place->date != NO_LINE &&
	    dateline_read(arena, lines[place->date].text, &date))
		card.date = date.published;
	return card;
}

static void settle_copy(struct scrape *scrape, const struct card_place *place,
                        const char *why)
{
	size_t first = place->title;

	first = place->kicker < first ? place->kicker : first;
	first = place->date < first ? place->date : first;
	for (size_t i = first; i < place->end; i++)
		scrape_settle(&scrape->lines[i], LINE_DUPLICATE_CARD, why, 0.95);
}

struct card *cards_gather(struct arena *arena, struct scrape *scrape,
                          const struct card_places *places, const struct kickers *kickers,
                          struct str own_title, size_t *count)
{
	struct card *cards = ARENA_ARRAY(arena, struct card, places->count);
	struct table titles = { 0 };
	bool added;

	*count = 0;
	table_add(&titles, words_of(arena, own_title), NULL);
	for (size_t i = 0; i < places->count; i++) {
		struct card card = make_card(arena, scrape, &places->items[i], kickers);

		if (table_add(&titles, words_of(arena, card.title), &added) == 0)
			settle_copy(scrape, &places->items[i],
			            "card of this article itself");
		else if (!added)
			settle_copy(scrape, &places->items[i],
			            "the same card stands above");
		else
			cards[(*count)++] = card;
	}
	table_clear(&titles);
	return cards;
}
