#include "import/pagehead.h"

#include "base/attr.h"
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "import/byline.h"
#include "import/dateline.h"
#include "import/headline.h"
#include "import/hints.h"
#include "import/label.h"
#include "import/pageaddress.h"
#include "import/pagetext.h"
#include "import/taglinks.h"
#include "import/urldate.h"
#include "import/wordlist.h"

#define UNCASED        0x590 /* letters from Hebrew on; Greek and Cyrillic have cases */
#define UNCASED_NAME   30    /* characters */
#define HEAD_BLOCKS    14    /* blocks behind the headline among which its byline is */
#define CANDIDATES     40
#define HEADLINE_CHARS 200
#define BYLINE_CHARS   120
#define DATE_CHARS     100
#define DEK_MIN        30  /* characters of a standfirst that is one by its place alone */
#define TEXT_MIN       100 /* characters of a block that is text, or the standfirst */
#define TIMELINE       100 /* blocks after a date within which the next date is */

struct reader {
	struct arena *arena;
	struct blocks *blocks;
	struct metadata *data;
	uint32_t title; /* the block of the headline, or BLOCK_NONE */
};

/* Is the block long enough to be text of the article, and nothing against it? */
static bool is_text(const struct block *block)
{
	return block->length > TEXT_MIN && block->linked * 2 < block->length &&
	       !(block->flags & (BLOCK_OTHER | BLOCK_CAPTION | BLOCK_ASIDE));
}

/* Does a heading of another level, or any element, say that it is the headline? */
static bool is_called(const struct html_node *node, bool any)
{
	static const struct str names[] = {
		STR_INIT("entry-title"),   STR_INIT("post-title"),
		STR_INIT("article-title"), STR_INIT("story-title"),
		STR_INIT("entryTitle"),    STR_INIT("postTitle"),
		STR_INIT("articleTitle"),  STR_INIT("storyTitle"),
	};
	struct str class = html_attribute(node, "class");

	if (!is_heading_element(node) && !any)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_contains(class, names[i]))
			return true;
	return hints_have(node, " headline ") ||
	       str_contains(html_attribute(node, "itemprop"), STR("headline"));
}

/* In a link to the front page, or with one in it: the name of the site. */
static bool is_logo(struct html_node *heading)
{
	struct html_node *link = heading;

	while (link && !html_is(link, "a"))
		link = html_next(heading, link);
	for (; heading && !link; heading = heading->parent)
		if (html_is(heading, "a"))
			link = heading;
	return link && address_is_front(html_attribute(link, "href"));
}

static bool is_main_heading(struct html_node *node)
{
	return html_is(node, "h1") && !is_logo(node);
}

static bool is_called_lower(struct html_node *node)
{
	return !html_is(node, "h1") && is_called(node, false);
}

static bool is_called_line(struct html_node *node)
{
	return is_called(node, true);
}

static bool is_lower_heading(struct html_node *node)
{
	return !html_is(node, "h1") && is_heading_element(node) && !is_logo(node);
}

/* The headings of a kind, in their order. */
static struct strs headings_of(struct arena *arena, const struct blocks *blocks,
                               bool (*is)(struct html_node *))
{
	struct strs headings = { 0 };

	for (uint32_t i = 1; i <= blocks->nodes; i++)
		if (is(blocks->node_of[i]))
			strs_add(arena, &headings,
			         element_text(arena, blocks->node_of[i]));
	return headings;
}

/* Is there text among the blocks behind the heading? */
static bool opens_text(const struct blocks *blocks, struct str words)
{
	uint32_t i = 0, end;

	while (i < blocks->count && !str_eq(blocks->items[i].words, words))
		i++;
	end = i + HEAD_BLOCKS < blocks->count ? i + HEAD_BLOCKS : blocks->count;
	for (i++; i < end; i++)
		if (is_text(&blocks->items[i]))
			return true;
	return false;
}

/* What may be the headline, the most likely first, and of these the one that opens. */
static void find_headings(struct arena *arena, const struct blocks *blocks,
                          struct headline_hints *hints)
{
	struct strs called = headings_of(arena, blocks, is_called_lower);
	struct strs opening;

	hints->headings = headings_of(arena, blocks, is_main_heading);
	opening = hints->headings.count ? hints->headings : called;
	if (opening.count == 1 && opens_text(blocks, words_of(arena, opening.items[0])))
		hints->opening = opening.items[0];
	for (size_t i = 0; i < called.count; i++)
		strs_add(arena, &hints->headings, called.items[i]);
	hints->lower = headings_of(arena, blocks, is_lower_heading);
	/* Old pages have but one heading, of any level, or a line that is called one. */
	opening = hints->lower.count ? hints->lower
	                             : headings_of(arena, blocks, is_called_line);
	if (hints->headings.count == 0 && opening.count == 1 &&
	    opens_text(blocks, words_of(arena, opening.items[0])))
		hints->opening = opening.items[0];
}

/* Short texts at the top, of which one may be the headline though it is no heading. */
static struct strs find_candidates(struct arena *arena, const struct blocks *blocks)
{
	struct strs texts = { 0 };

	for (uint32_t i = 0; i < blocks->count && texts.count < CANDIDATES; i++)
		if (blocks->items[i].length <= HEADLINE_CHARS &&
		    blocks->items[i].linked == 0)
			strs_add(arena, &texts, blocks->items[i].text);
	return texts;
}

/* Mark the headline wherever it is repeated as such; the first is where the head is. */
static void mark_title(struct reader *reader)
{
	struct str words = words_of(reader->arena, reader->data->title);

	reader->title = BLOCK_NONE;
	for (uint32_t i = 0; words.len && i < reader->blocks->count; i++) {
		struct block *block = &reader->blocks->items[i];

		if (!str_eq(block->words, words))
			continue;
		if (reader->title == BLOCK_NONE || (block->flags & BLOCK_HEADING))
			block->flags |= BLOCK_HEAD | BLOCK_TITLE;
		if (reader->title == BLOCK_NONE || html_is(block->element, "h1"))
			reader->title = i;
	}
	/* One that says more than the data do: "Harbour wall breaks in storm: two hurt"
	 */
	for (uint32_t i = 0; reader->title == BLOCK_NONE && i < reader->blocks->count;
	     i++)
		if (html_is(reader->blocks->items[i].element, "h1") &&
		    words_start(reader->blocks->items[i].words, words)) {
			reader->title = i;
			reader->blocks->items[i].flags |= BLOCK_HEAD | BLOCK_TITLE;
		}
}

static bool is_author_element(const struct html_node *node)
{
	struct str rel = html_attribute(node, "rel");

	return str_eq_nocase(rel, STR("author")) ||
	       hints_have(node,
	                  " byline bylines author authors writer contributor auteur"
	                  " auteurs autor autores autore autori yazar penulis szerzo"
	                  " forfatter kirjoittaja redaktor ");
}

/* Two to five words, without numbers, in an element that says it is a name. */
static bool may_be_name(struct arena *arena, struct str text)
{
	size_t count = words_count(words_of(arena, text));

	for (size_t i = 0; i < text.len; i++)
		if (is_digit(text.ptr[i]))
			return false;
	return count >= 2 && count <= 5 && token_is_capital(text);
}

/* A few words of a script that has no capitals, and nothing else. */
static bool may_be_uncased_name(struct arena *arena, struct str text)
{
	size_t count = words_count(words_of(arena, text));

	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);

		if (code < UNCASED && code != ' ' && code != '-')
			return false;
	}
	return count >= 1 && count <= 5 && utf8_length(text) >= 2 &&
	       utf8_length(text) <= UNCASED_NAME;
}

/* The first element that says it names the author, and does. */
static void read_author_elements(struct reader *reader)
{
	for (uint32_t i = 1;
	     i <= reader->blocks->nodes && reader->data->authors.count == 0; i++) {
		const struct html_node *node = reader->blocks->node_of[i];
		struct byline byline;
		struct str text;

		if (node->name.len == 0 || !is_author_element(node) ||
		    blocks_node_is_anothers(reader->blocks, i) ||
		    reader->blocks->text_sizes[i] > BYLINE_CHARS)
			continue;
		text = element_lines(reader->arena, node);
		if ((byline_read(reader->arena, text, &byline) ||
		     byline_read_names(reader->arena, text, &byline)) &&
		    byline.authors.count)
			reader->data->authors = byline.authors;
		else if (is_person(reader->arena, text) ||
		         (hints_have(node, " name names ") &&
		          may_be_name(reader->arena, text)) ||
		         may_be_uncased_name(reader->arena, text) ||
		         str_has_prefix_nocase(text, STR("posted by ")))
			authors_add(reader->arena, &reader->data->authors, text);
	}
}

/*
 * "Ann Lee and Tom Hale" behind the headline, and a date right below. What looks like one
 * name may as well be a section's.
 */
static void read_names_over_date(struct reader *reader)
{
	const struct blocks *blocks = reader->blocks;
	uint32_t i = reader->title == BLOCK_NONE ? blocks->count : reader->title + 1;
	uint32_t end = i + HEAD_BLOCKS;

	for (; i + 1 < blocks->count && i < end && reader->data->authors.count == 0;
	     i++) {
		const struct block *block = &blocks->items[i];
		struct dateline dates;
		struct byline byline;

		if (block->length > BYLINE_CHARS / 2 || block->is_sentence ||
		    (block->flags & BLOCK_HEADING) ||
		    byline_read(reader->arena, block->text, &byline) ||
		    !byline_read_names(reader->arena, block->text, &byline) ||
		    byline.authors.count < 2 ||
		    !dateline_read(reader->arena, block[1].text, &dates))
			continue;
		reader->data->authors = byline.authors;
	}
}

static bool holds_name(const struct reader *reader, const struct block *block,
                       struct strs names)
{
	for (size_t i = 0; i < names.count; i++) {
		struct str words = words_of(reader->arena, names.items[i]);

		if (words.len && words_hold(block->words, str_trim(words)))
			return true;
	}
	return false;
}

static bool names_author(const struct reader *reader, const struct block *block)
{
	return holds_name(reader, block, reader->data->authors) ||
	       holds_name(reader, block, reader->data->organisations);
}

/*
 * Is "04/05/2014" of May? So it is nearly everywhere but in North America. "en" and
 * "en-US" say too little: programs set them wherever they run.
 */
static bool day_is_first(struct str language)
{
	static const char english[] =
		" gb uk au nz ie in za ng ke gh ug tz zw pk lk bd sg my mt jm tt ";
	static const char american[] = " us ca ph ";
	char end[2];
	struct str region = { end, sizeof(end) };

	if (language.len < 2)
		return false;
	end[0] = to_lower(language.ptr[language.len - 2]);
	end[1] = to_lower(language.ptr[language.len - 1]);
	if (language.len > 2 && word_in(american, region))
		return false;
	return !str_has_prefix_nocase(language, STR("en")) || word_in(english, region);
}

static void take_dates(struct reader *reader, const struct dateline *dates)
{
	if (!date_is_known(reader->data->published))
		reader->data->published = dates->published;
	if (!date_is_known(reader->data->published) &&
	    day_is_first(reader->data->language))
		reader->data->published = dates->by_day;
	if (!date_is_known(reader->data->updated) &&
	    date_cmp(dates->updated, reader->data->published) > 0)
		reader->data->updated = dates->updated;
}

/* Are these dates of another day than the page's data say? */
static bool are_others(const struct reader *reader, const struct dateline *dates)
{
	struct date known = reader->data->published, date = dates->published;

	return date_is_known(known) && date_is_known(date) &&
	       (known.year != date.year || known.month != date.month ||
	        known.day != date.day);
}

/*
 * Is the block a byline or a line of dates? Then its fields are taken. Behind text it is
 * so only if it says so, or the date is the page's.
 */
static bool take_line(struct reader *reader, struct block *block, bool behind_text)
{
	struct str text = block->text;
	struct dateline dates;
	struct byline byline;

	if (block->length < DATE_CHARS &&
	    dateline_read(reader->arena, block->text, &dates)) {
		if (behind_text && are_others(reader, &dates))
			return false;
		take_dates(reader, &dates);
		return true;
	}
	if (block->length > BYLINE_CHARS)
		return false;
	if (block->is_sentence && !words_start(block->words, STR("submitted by")) &&
	    !words_start(block->words, STR("posted by")))
		return false;
	str_skip_suffix(&text, STR("."));
	if (byline_read(reader->arena, text, &byline) &&
	    (byline.marked || !(block->flags & BLOCK_HEADING))) {
		bool is_section =
			!byline.marked && byline.authors.count == 1 &&
			str_eq_nocase(byline.authors.items[0], reader->data->section);

		if (reader->data->authors.count == 0 && !is_section)
			reader->data->authors = byline.authors;
		if (byline.marked && byline.authors.count == 0)
			strs_add(reader->arena, &reader->data->organisations,
			         byline.publication);
		take_dates(reader, &byline.date);
		return true;
	}
	return !behind_text && names_author(reader, block) &&
	       block->length < BYLINE_CHARS / 2;
}

/* Is the block the page's description, or by its class and place the standfirst? */
static bool is_dek(const struct reader *reader, const struct block *block, uint32_t index)
{
	struct str words = words_of(reader->arena, reader->data->dek);

	if (label_is_heading(block->text, block->words) ||
	    hints_have(block->element, " widget module sidebar "))
		return false;
	if (hints_have(block->element,
	               " dek deck standfirst subtitle subhead subheadline subheading"
	               " strapline teaser lede abstract excerpt summary ") ||
	    str_contains(html_attribute(block->element, "class"), STR("sub-title")))
		return true;
	if (words.len && str_eq(block->words, words))
		return !(block->flags & BLOCK_PARAGRAPH);
	return html_is(block->element, "h2") && index == reader->title + 1 &&
	       block->length >= DEK_MIN;
}

/*
 * Is the block a date, and the next line in such an element too, with text between? Then
 * they part what is told, as in a timeline.
 */
static bool is_of_timeline(const struct reader *reader, uint32_t index)
{
	const struct blocks *blocks = reader->blocks;
	struct dateline dates;
	bool text = false;

	if (!dateline_read(reader->arena, blocks->items[index].text, &dates))
		return false;
	for (uint32_t i = index + 1; i < blocks->count && i - index < TIMELINE; i++) {
		const struct block *block = &blocks->items[i];

		if (is_text(block))
			text = true;
		else if (str_eq(block->element->name,
		                blocks->items[index].element->name) &&
		         block->length < DATE_CHARS)
			return text && dateline_read(reader->arena, block->text, &dates);
	}
	return false;
}

/* May the block be of the head? With text before it, only a line that parts nothing. */
static bool may_be_head(const struct reader *reader, uint32_t index, bool behind_text)
{
	unsigned flags = reader->blocks->items[index].flags;

	if (behind_text && (flags & (BLOCK_HEADING | BLOCK_ITEM | BLOCK_CELL |
	                             BLOCK_QUOTE | BLOCK_CODE)))
		return false;
	return !(behind_text || (flags & BLOCK_HEADING)) ||
	       !is_of_timeline(reader, index);
}

/*
 * The lines of the head. It ends where the text begins; but one block of text may be the
 * standfirst, with the byline behind it.
 */
static void read_head(struct reader *reader)
{
	uint32_t start = reader->title == BLOCK_NONE ? 0 : reader->title + 1, texts = 0;
	bool has_dek = false;

	for (uint32_t i = start;
	     i < reader->blocks->count && i < start + HEAD_BLOCKS && texts < 2; i++) {
		struct block *block = &reader->blocks->items[i];

		if ((block->flags & BLOCK_HEAD) || !may_be_head(reader, i, texts > 0))
			continue;
		if (take_line(reader, block, texts > 0)) {
			block->flags |= BLOCK_HEAD;
		} else if (!has_dek && reader->title != BLOCK_NONE && texts == 0 &&
		           is_dek(reader, block, i)) {
			has_dek = true;
			block->flags |= BLOCK_HEAD;
			reader->data->dek = block->text;
		} else {
			texts += is_text(block);
		}
	}
}

/* What a time element says: to machines, or to readers. */
static struct date date_of_element(const struct reader *reader, uint32_t number)
{
	const struct html_node *node = reader->blocks->node_of[number];
	struct date date = metadata_date(reader->arena, html_attribute(node, "datetime"));

	if (!date_is_known(date))
		date = metadata_date(reader->arena, html_attribute(node, "title"));
	if (!date_is_known(date) && reader->blocks->text_sizes[number] < DATE_CHARS)
		date = metadata_date(reader->arena, element_text(reader->arena, node));
	return date;
}

/* The first time element among the blocks that is not of a comment or another article. */
static void read_time_elements(struct reader *reader, uint32_t start, uint32_t end)
{
	for (uint32_t i = 1;
	     i <= reader->blocks->nodes && !date_is_known(reader->data->published); i++) {
		const struct html_node *node = reader->blocks->node_of[i];
		uint32_t at = reader->blocks->ranges[i].start;

		if (at >= start && at < end &&
		    (html_is(node, "time") || hints_have(node, " published pubdate ")) &&
		    !blocks_node_is_anothers(reader->blocks, i))
			reader->data->published = date_of_element(reader, i);
	}
}

/* "Posted by Ann Lee at June 2, 2004 02:05 PM | TrackBack", as Movable Type has it. */
static bool take_posted(struct reader *reader, struct block *block)
{
	struct str text = str_slice(block->text, 0, str_find(block->text, STR(" | ")));
	struct byline byline;

	if (block->length > BYLINE_CHARS || !hints_have(block->element, " posted ") ||
	    !byline_read(reader->arena, text, &byline) || !byline.marked)
		return false;
	if (reader->data->authors.count == 0)
		reader->data->authors = byline.authors;
	take_dates(reader, &byline.date);
	return true;
}

/*
 * "This entry was posted on Monday, May 12th, 2014 at 2:03 pm and is filed under ...":
 * the foot of an article in WordPress's first themes.
 */
static bool take_note(struct reader *reader, const struct block *block)
{
	struct dateline dates;

	if (!words_start(block->words, STR("this entry was posted on")))
		return false;
	if (dateline_read(reader->arena,
	                  str_slice(block->text, 0,
	                            str_find(block->text, STR(" and is filed "))),
	                  &dates))
		take_dates(reader, &dates);
	return true;
}

static void read_foot(struct reader *reader)
{
	for (uint32_t i = 0; i < reader->blocks->count; i++) {
		struct block *block = &reader->blocks->items[i];

		if (take_note(reader, block) || take_posted(reader, block)) {
			block->flags |= BLOCK_HEAD;
			return;
		}
	}
}

/*
 * The line right above the headline, where blogs and some papers have the date. Farther
 * up stands the day on which the page was asked for.
 */
static void read_date_above(struct reader *reader)
{
	struct dateline dates;
	struct block *block;

	if (reader->title == BLOCK_NONE || reader->title == 0)
		return;
	block = &reader->blocks->items[reader->title - 1];
	if (block->length > BYLINE_CHARS ||
	    !dateline_read(reader->arena, block->text, &dates) ||
	    !date_is_known(dates.published))
		return;
	take_dates(reader, &dates);
	block->flags |= BLOCK_HEAD;
}

void pagehead_read(struct arena *arena, struct blocks *blocks, struct str url,
                   struct metadata *data)
{
	struct reader reader = { .arena = arena, .blocks = blocks, .data = data };
	struct str where = url.len ? url : data->url;
	struct headline_hints hints = { .candidates = find_candidates(arena, blocks),
		                        .url = where };
	uint32_t start;

	find_headings(arena, blocks, &hints);
	data->title = headline_find(arena, data, &hints);
	if (data->site.len == 0)
		data->site = headline_site(arena, data->page_title, data->title);
	metadata_part_site(arena, data);
	mark_title(&reader);
	read_author_elements(&reader);
	read_names_over_date(&reader);
	start = reader.title == BLOCK_NONE ? 0 : reader.title + 1;
	read_time_elements(&reader, start, start + HEAD_BLOCKS);
	read_head(&reader);
	taglinks_read(arena, blocks, start, data);
	read_foot(&reader);
	read_time_elements(&reader, start, blocks->count);
	read_time_elements(&reader, 0, blocks->count);
	if (data->authors.count == 0)
		data->authors = data->organisations;
	if (!date_is_known(data->published))
		data->published = urldate_find(where);
	if (!date_is_known(data->published))
		read_date_above(&reader);
	if (!date_is_known(data->published))
		data->published = data->updated;
}
