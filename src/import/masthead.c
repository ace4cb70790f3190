#include "import/masthead.h"

#include "base/attr.h"
#include "import/byline.h"
#include "import/wordlist.h"

#define TITLE_LINE_MAX   240 /* bytes: a longer first line is a paragraph */
#define DEK_LINE_MAX     320
#define NAME_WORDS       5 /* "The Harbour Ledger and Advertiser" */
#define NAME_WORDS_ALONE 3 /* where nothing but a kicker tells a name */

struct scrape_line *reader_line(const struct reader *reader, size_t i)
{
	return i < reader->scrape->count ? &reader->scrape->lines[i] : NULL;
}

bool reader_looks(const struct reader *reader, size_t i, unsigned what)
{
	const struct scrape_line *line = reader_line(reader, i);

	return line && (line->looks & what);
}

static void take_date(struct reader *reader, const struct dateline *date)
{
	if (!date_is_known(reader->out->date))
		reader->out->date = date->published;
	if (!date_is_known(reader->out->updated))
		reader->out->updated = date->updated;
}

bool reader_take_date(struct reader *reader, struct scrape_line *line)
{
	struct dateline date;

	if (!(line->looks & LOOKS_DATE) ||
	    !dateline_read(reader->arena, line->text, &date))
		return false;
	take_date(reader, &date);
	scrape_settle(line, LINE_DATE,
	              date.unclear ? "date of the article, but not clear which"
	                           : "date of the article, or reading time",
	              0.9);
	return true;
}

bool reader_take_byline(struct reader *reader, struct scrape_line *line)
{
	struct byline byline;

	if (!(line->looks & LOOKS_BYLINE) ||
	    !byline_read(reader->arena, line->text, &byline))
		return false;
	if (reader->out->authors.count == 0)
		reader->out->authors = byline.authors;
	if (reader->out->publication.len == 0)
		reader->out->publication = byline.publication;
	take_date(reader, &byline.date);
	scrape_settle(line, LINE_BYLINE, "byline of the article",
	              byline.marked ? 0.95 : 0.8);
	return true;
}

/* A bare name in the head, beside a date. */
static bool take_person(struct reader *reader, size_t i)
{
	struct scrape_line *line = reader_line(reader, i);
	struct str *name;

	if (!(line->looks & LOOKS_PERSON) || reader->out->authors.count > 0 ||
	    !(reader_looks(reader, i + 1, LOOKS_DATE) ||
	      (i > 0 && reader_looks(reader, i - 1, LOOKS_DATE))))
		return false;
	name = ARENA_NEW(reader->arena, struct str);
	*name = line->text;
	reader->out->authors = (struct strs){ name, 1 };
	scrape_settle(line, LINE_BYLINE, "name beside the date", 0.8);
	return true;
}

/* What belongs to the page wherever it stands. */
static bool take_furniture(struct scrape_line *line)
{
	if (line->looks & LOOKS_SEPARATOR)
		scrape_settle(line, LINE_SEPARATOR, "punctuation alone", 0.95);
	else if (line->promotion.score >= PROMOTION_SURE || line->promotion.menu)
		scrape_settle(line, LINE_PROMOTION, line->promotion.why,
		              line->promotion.score);
	else if (line->looks & LOOKS_CREDIT)
		scrape_settle(line, LINE_CREDIT, "credit of a picture that is not there",
		              0.8);
	else if (line->looks & LOOKS_TRAIL)
		scrape_settle(line, LINE_PROMOTION, "trail of sections", 0.9);
	return line->settled;
}

/* May the line be a headline, as far as its looks tell? */
static bool may_be_title(const struct reader *reader, size_t i)
{
	const struct scrape_line *line = reader_line(reader, i);

	return line && (line->looks & LOOKS_HEADLINE) && words_count(line->words) >= 2 &&
	       line->promotion.score < PROMOTION_SURE &&
	       !(line->looks &
	         (LOOKS_BYLINE | LOOKS_DATE | LOOKS_TRAIL | LOOKS_CREDIT)) &&
	       !repetition_is_common_head(reader->learned, line);
}

/* How many other lines hold the name? Notices: of those, "(c) Harbour Ledger 2014". */
static size_t count_names(const struct reader *reader, size_t i, bool notices)
{
	struct str name = str_trim(reader_line(reader, i)->words);
	size_t count = 0;

	str_skip_prefix(&name, STR("the "));
	for (size_t j = 0; j < reader->scrape->count && name.len > 0; j++) {
		const struct scrape_line *line = reader_line(reader, j);

		count += j != i && !line->settled && words_hold(line->words, name) &&
		         (!notices || (line->promotion.kind == PROMOTION_LEGAL &&
		                       line->promotion.score >= PROMOTION_LIKELY));
	}
	return count;
}

/* A single word over a headline is no headline itself. */
static bool is_lone_word(const struct reader *reader, size_t i)
{
	const struct scrape_line *line = reader_line(reader, i),
				 *next = reader_line(reader, i + 1);

	return line && words_count(line->words) == 1 && (line->looks & LOOKS_HEADLINE) &&
	       next && words_count(next->words) >= 3;
}

static bool may_be_kicker(const struct reader *reader, size_t i)
{
	const struct scrape_line *line = reader_line(reader, i);

	return line && (kicker_is_line(reader->kickers, line->text, line->words) ||
	                is_lone_word(reader, i));
}

/* A menu or trail of sections among the first lines: what is over it is the page's. */
static bool is_menu(const struct scrape_line *line)
{
	static const struct str menus[] = { STR_INIT("menu"),   STR_INIT("search"),
		                            STR_INIT("log in"), STR_INIT("sign in"),
		                            STR_INIT("suche"),  STR_INIT("rechercher") };

	return (line->looks & LOOKS_TRAIL) ||
	       words_are_any(line->words, menus, ARRAY_LEN(menus));
}

static bool is_over_menu(const struct reader *reader, size_t i)
{
	for (size_t j = i + 1; j < REPETITION_HEAD && j < reader->scrape->count; j++) {
		if (is_menu(reader_line(reader, j)))
			return true;
		if (reader_looks(reader, j, LOOKS_PROSE | LOOKS_BYLINE | LOOKS_DATE))
			return false;
	}
	return false;
}

/*
 * The name of the site stands over the headline: over a menu, over a kicker, and again in
 * notices or, if other inputs begin with it too, in any other line.
 */
static bool take_site_name(struct reader *reader, size_t i)
{
	struct scrape_line *line = reader_line(reader, i);
	bool common = repetition_is_common_head(reader->learned, line);
	bool is_name;

	if (i >= REPETITION_HEAD || words_count(line->words) > NAME_WORDS ||
	    !(line->looks & LOOKS_HEADLINE))
		return false;
	is_name = is_over_menu(reader, i) ||
	          (may_be_kicker(reader, i + 1) && may_be_title(reader, i + 2) &&
	           words_count(line->words) <= NAME_WORDS_ALONE);
	if (!is_name && may_be_title(reader, i + 1) &&
	    !kicker_is_line(reader->kickers, line->text, line->words))
		is_name = count_names(reader, i, !common) > 0 ||
		          (is_lone_word(reader, i) && count_names(reader, i, false) >= 2);
	if (is_name)
		scrape_settle(line, LINE_REPEATED, "name of the site",
		              common ? 0.95 : 0.7);
	return is_name;
}

/* A line that stands over many headlines. */
static bool take_repeated_head(struct reader *reader, size_t i)
{
	struct scrape_line *line = reader_line(reader, i);

	if (!repetition_is_common_head(reader->learned, line))
		return false;
	scrape_settle(line, LINE_REPEATED, "stands on many of the pages", 0.9);
	return true;
}

/* A kicker stands right over the headline. */
static bool take_kicker(struct reader *reader, size_t i)
{
	struct scrape_line *line = reader_line(reader, i);

	if (reader->out->kicker.len > 0 || words_count(line->words) > KICKER_WORDS ||
	    !may_be_title(reader, i + 1) ||
	    !(may_be_kicker(reader, i) ||
	      repetition_is_common_head(reader->learned, line)))
		return false;
	reader->out->kicker = line->text;
	scrape_settle(line, LINE_KICKER, NULL, 1);
	return true;
}

/* A headline about newsletters is one all the same if the article begins behind it. */
static bool is_last_chance(const struct reader *reader, size_t i)
{
	const struct scrape_line *line = reader_line(reader, i),
				 *next = reader_line(reader, i + 1);

	return (line->looks & LOOKS_HEADLINE) && words_count(line->words) >= 4 && next &&
	       next->promotion.score < PROMOTION_LIKELY &&
	       ((next->looks & (LOOKS_BYLINE | LOOKS_DATE)) ||
	        ((next->looks & LOOKS_PROSE) && !(next->looks & LOOKS_HEADLINE)));
}

static size_t read_title(struct reader *reader)
{
	size_t i = 0;

	for (; i < reader->scrape->count; i++) {
		struct scrape_line *line = reader_line(reader, i);

		if (reader_take_date(reader, line) || reader_take_byline(reader, line) ||
		    (!is_last_chance(reader, i) && take_furniture(line)) ||
		    take_person(reader, i) || take_site_name(reader, i) ||
		    take_kicker(reader, i) || take_repeated_head(reader, i))
			continue;
		if (line->text.len <= TITLE_LINE_MAX) {
			reader->out->title = line->text;
			scrape_settle(line, LINE_TITLE, NULL, 1);
			i++;
		}
		break;
	}
	return i;
}

/* Does a byline or date of the article follow, with nothing but buttons between? */
static bool byline_follows(const struct reader *reader, size_t i)
{
	while (reader_line(reader, i) &&
	       (reader_line(reader, i)->promotion.score >= PROMOTION_SURE ||
	        reader_looks(reader, i, LOOKS_CREDIT)))
		i++;
	return reader_looks(reader, i, LOOKS_BYLINE | LOOKS_DATE) ||
	       (reader_looks(reader, i, LOOKS_PERSON) &&
	        reader_looks(reader, i + 1, LOOKS_DATE));
}

/*
 * The line behind the headline is a dek if a byline follows it, or if it does not end as
 * a paragraph does.
 */
static bool take_dek(struct reader *reader, size_t i, bool signed_already)
{
	struct scrape_line *line = reader_line(reader, i);
	struct anatomy *out = reader->out;
	double sure;

	if (out->title.len == 0 || out->dek.len > 0 || line->text.len > DEK_LINE_MAX ||
	    i + 1 >= reader->scrape->count)
		return false;
	if (!(byline_follows(reader, i + 1) && !signed_already) &&
	    (signed_already || !(line->looks & LOOKS_HEADLINE)))
		return false;
	out->dek = line->text;
	if (out->kicker.len == 0)
		kicker_split(reader->kickers, reader->arena, line->text, &out->kicker,
		             &out->dek, &sure);
	scrape_settle(line, LINE_DEK, NULL, 1);
	return true;
}

/* Headline, dek, byline and dates, up to the first paragraph. */
void masthead_read(struct reader *reader)
{
	size_t i = read_title(reader);
	bool is_signed = false;

	for (; i < reader->scrape->count; i++) {
		struct scrape_line *line = reader_line(reader, i);

		if (str_eq(line->text, reader->out->title)) {
			scrape_settle(line, LINE_REPEATED, "the headline again", 0.95);
			continue;
		}
		if (take_furniture(line))
			continue;
		if (reader_take_date(reader, line) || reader_take_byline(reader, line) ||
		    take_person(reader, i)) {
			is_signed = true;
			continue;
		}
		if (take_repeated_head(reader, i) || take_dek(reader, i, is_signed))
			continue;
		break;
	}
	reader->body = i;
}
