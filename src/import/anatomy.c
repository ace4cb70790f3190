#include "import/anatomy.h"

#include "base/table.h"
#include "base/utf8.h"
#include "import/dateline.h"
#include "import/masthead.h"
#include "import/wordlist.h"

#define CROSSHEAD_WORDS 6
#define CROSSHEAD_SHARE 0.3 /* what is in more of the inputs is no author's */
#define BREAK_MIN       3   /* characters of a break between two parts: "***" */
#define BETWEEN_MAX     200 /* bytes of a promotion that is told by its neighbours alone */

/* No card stands before the first paragraph: what looks like one is the article's head.
 */
static size_t first_paragraph(const struct reader *reader)
{
	size_t i = reader->body;

	while (reader_line(reader, i) && !(reader_looks(reader, i, LOOKS_PROSE) &&
	                                   !reader_line(reader, i)->settled))
		i++;
	return i < reader->scrape->count ? i : reader->body;
}

static bool is_offer(const struct reader *reader, size_t i)
{
	const struct scrape_line *line = reader_line(reader, i);

	return line && line->settled &&
	       ((line->kind == LINE_PROMOTION && line->promotion.offers) ||
	        line->kind == LINE_REPEATED);
}

/* Beside another button, behind what was removed, or last. */
static bool is_among_menus(const struct reader *reader, size_t i)
{
	const struct scrape_line *before = i > 0 ? reader_line(reader, i - 1) : NULL;
	const struct scrape_line *after = reader_line(reader, i + 1);

	return !after || after->promotion.menu ||
	       (after->settled && after->kind != LINE_BODY) ||
	       (before && (before->promotion.menu || before->settled));
}

static void judge_promotion(struct reader *reader, size_t i)
{
	struct scrape_line *line = reader_line(reader, i);
	bool before = i > 0 && is_offer(reader, i - 1), after = is_offer(reader, i + 1);
	bool offers = line->promotion.offers;
	double score = line->promotion.score;

	if (line->settled)
		return;
	if (score >= PROMOTION_SURE ||
	    (line->promotion.menu && is_among_menus(reader, i)))
		scrape_settle(line, LINE_PROMOTION, line->promotion.why, score);
	else if (score >= PROMOTION_LIKELY && offers && (before || after))
		scrape_settle(line, LINE_PROMOTION, "reads like the promotion beside it",
		              0.75);
	else if (score >= (offers ? PROMOTION_FAINT : PROMOTION_LIKELY) &&
	         line->text.len <= BETWEEN_MAX && before && after)
		scrape_settle(line, LINE_PROMOTION, "between two promotions", 0.7);
	if (line->settled && score < PROMOTION_SURE && !line->promotion.menu)
		line->promotion.offers = true; /* so that it vouches for its neighbours */
}

/* Twice, so that what a line is can tell what the lines on both sides of it are. */
static void find_promotions(struct reader *reader)
{
	size_t count = reader->scrape->count;

	for (size_t i = reader->body; i < count; i++)
		if (reader_line(reader, i)->promotion.score >= PROMOTION_SURE)
			judge_promotion(reader, i);
	for (size_t i = reader->body; i < count; i++)
		judge_promotion(reader, i);
	for (size_t i = count; i > reader->body; i--)
		judge_promotion(reader, i - 1);
}

/* A few words over a paragraph of its own may head a part of every article of a site. */
static bool is_crosshead(const struct reader *reader, size_t i)
{
	const struct scrape_line *line = reader_line(reader, i),
				 *next = reader_line(reader, i + 1);

	return (line->looks & LOOKS_HEADLINE) &&
	       words_count(line->words) <= CROSSHEAD_WORDS &&
	       line->promotion.score < PROMOTION_FAINT && next && !next->settled &&
	       repetition_share(reader->learned, next) == 0 && i > 0 &&
	       line[-1].kind < LINE_FIRST_REMOVED &&
	       repetition_share(reader->learned, line) < CROSSHEAD_SHARE;
}

static void find_repetitions(struct reader *reader)
{
	for (size_t i = reader->body; i < reader->scrape->count; i++) {
		struct scrape_line *line = reader_line(reader, i);
		double share =
			line->settled ? 0 : repetition_share(reader->learned, line);

		if (share > 0 && !is_crosshead(reader, i))
			scrape_settle(line, LINE_REPEATED, "stands on many of the pages",
			              share < 0.1 ? 0.8 : 0.95);
	}
}

/* A line that comes twice in a row, an offer that comes again, the headline once more. */
static void find_copies(struct reader *reader)
{
	const struct scrape_line *last = NULL;
	struct table seen = { 0 };
	bool added;

	for (size_t i = reader->body; i < reader->scrape->count; i++) {
		struct scrape_line *line = reader_line(reader, i);

		if (line->settled || line->words.len == 0)
			continue;
		table_add(&seen, line->text, &added);
		if (str_eq(line->text, reader->out->title))
			scrape_settle(line, LINE_REPEATED, "the headline again", 0.9);
		else if (!added && ((last && str_eq(last->text, line->text)) ||
		                    line->promotion.offers))
			scrape_settle(line, LINE_REPEATED, "the same line stands above",
			              0.8);
		last = line;
	}
	table_clear(&seen);
}

/* Behind the last of several cards nothing short belongs to the article. */
static void take_tail(struct reader *reader, const struct card_places *places)
{
	if (places->count < 2 || places->items[places->count - 1].pointer)
		return;
	for (size_t i = places->items[places->count - 1].end; i < reader->scrape->count;
	     i++)
		if (reader_looks(reader, i, LOOKS_PROSE) &&
		    !reader_line(reader, i)->settled)
			return;
	for (size_t i = places->items[places->count - 1].end; i < reader->scrape->count;
	     i++) {
		struct scrape_line *line = reader_line(reader, i);

		if (!line->settled && (line->looks & LOOKS_HEADLINE))
			scrape_settle(line, LINE_PROMOTION, "behind the cards at the end",
			              0.7);
	}
}

/* A bare date where the article's own is known already: of a timeline. */
static bool is_second_date(const struct reader *reader, const struct scrape_line *line)
{
	struct dateline date;

	return (line->looks & LOOKS_DATE) && date_is_known(reader->out->date) &&
	       dateline_read(reader->arena, line->text, &date) && !date.marked &&
	       date_is_known(date.published);
}

/* Does the line stand over something of the text? Then it heads what happened then. */
static bool is_inside(const struct reader *reader, size_t i)
{
	const struct scrape_line *line = reader_line(reader, i),
				 *next = reader_line(reader, i + 1);

	if (i == 0 || line[-1].settled || !next || next->settled)
		return false;
	return (next->looks & LOOKS_PROSE) ||
	       (!(next->looks & (LOOKS_DATE | LOOKS_SEPARATOR)) &&
	        is_second_date(reader, line));
}

/* Buttons, credits, and what a byline or date at the end tells. */
static void take_rest(struct reader *reader)
{
	for (size_t i = reader->body; i < reader->scrape->count; i++) {
		struct scrape_line *line = reader_line(reader, i);
		bool inside = is_inside(reader, i);

		if (line->settled || (line->looks & LOOKS_SEPARATOR))
			continue;
		if (line->looks & LOOKS_CREDIT)
			scrape_settle(line, LINE_CREDIT,
			              "credit of a picture that is not there", 0.8);
		else if (line->looks & LOOKS_TRAIL && !inside)
			scrape_settle(line, LINE_PROMOTION, "trail of sections", 0.8);
		else if (!inside) /* within the text a date heads what happened on it */
			(void)(reader_take_date(reader, line) ||
			       reader_take_byline(reader, line));
	}
}

/* A separator of some length between two paragraphs is the author's. */
static void settle_separators(struct reader *reader)
{
	struct scrape_line *open = NULL; /* a separator behind a paragraph */
	bool text_before = false;

	for (size_t i = 0; i < reader->scrape->count; i++) {
		struct scrape_line *line = reader_line(reader, i);

		if (!line->settled && (line->looks & LOOKS_SEPARATOR)) {
			scrape_settle(line, LINE_SEPARATOR, "punctuation alone", 0.95);
			open = text_before && utf8_length(line->text) >= BREAK_MIN ? line
			                                                           : open;
		} else if (!line->settled) {
			if (open)
				scrape_settle(open, LINE_BREAK, NULL, 1);
			open = NULL;
			text_before = true;
			reader->out->paragraphs++;
		} else if (line->kind == LINE_CARD || line->kind == LINE_LABEL) {
			open = NULL;
		}
	}
}

void anatomy_read(struct arena *arena, struct scrape *scrape,
                  const struct repetition *learned, struct anatomy *out)
{
	struct kickers own = { 0 };
	struct reader reader = {
		.arena = arena, .scrape = scrape, .learned = learned, .out = out
	};
	struct card_places places;

	*out = (struct anatomy){ 0 };
	if (learned && repetition_is_copy(learned, scrape))
		reader.learned = NULL;
	reader.kickers = learned ? &learned->kickers : &own;
	masthead_read(&reader);
	places = cards_find(arena, scrape, first_paragraph(&reader),
	                    out->authors.count > 0, reader.learned);
	if (!learned)
		cards_teach(arena, scrape, &places, &own);
	out->cards = cards_gather(arena, scrape, &places, reader.kickers, out->title,
	                          &out->card_count);
	find_promotions(&reader);
	if (reader.learned) {
		find_repetitions(&reader);
		find_promotions(&reader);
	}
	find_copies(&reader);
	take_rest(&reader);
	take_tail(&reader, &places);
	settle_separators(&reader);
	kickers_clear(&own);
}

void anatomy_teach(struct arena *arena, struct scrape *scrape,
                   struct repetition *repetition)
{
	struct anatomy anatomy;
	struct kickers unknown = { 0 };
	struct reader reader = {
		.arena = arena, .scrape = scrape, .kickers = &unknown, .out = &anatomy
	};
	struct card_places places;

	anatomy = (struct anatomy){ 0 };
	repetition_learn(repetition, scrape);
	masthead_read(&reader);
	places = cards_find(arena, scrape, first_paragraph(&reader),
	                    anatomy.authors.count > 0, NULL);
	cards_teach(arena, scrape, &places, &repetition->kickers);
}
