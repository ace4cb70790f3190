#include "import/pagearticle.h"

#include "base/attr.h"
#include "base/text.h"
#include "base/url.h"
#include "base/utf8.h"
#include "import/entry.h"
#include "import/extract.h"
#include "import/importer.h"
#include "import/markdownwriter.h"
#include "import/pageaddress.h"
#include "import/pagekind.h"
#include "import/tomarkdown.h"
#include "import/trackers.h"
#include "import/wordlist.h"

#define LEFT_OUT_CHARS 200 /* of a block that was left out, in the report */
#define RELATED_MAX    30  /* cards of one page that become related entries */

static bool is_rtl(struct str direction, struct str language)
{
	struct str code = str_slice(language, 0, str_find_char(language, '-'));

	return str_eq_nocase(direction, STR("rtl")) ||
	       (direction.len == 0 && word_in(" ar fa he iw ur yi ps dv ckb ug ", code));
}

/* Is the standfirst no more than the beginning of the text? */
static bool begins_text(struct arena *arena, const struct extract *extract)
{
	struct str dek = extract->data.dek, start = { 0 };

	for (uint32_t i = 0; i < extract->blocks->count && start.len == 0; i++)
		if (extract->blocks->items[i].kept)
			start = extract->blocks->items[i].words;
	while (str_skip_suffix(&dek, STR("…")) || str_skip_suffix(&dek, STR(".")) ||
	       str_skip_suffix(&dek, STR("[")) || str_skip_suffix(&dek, STR("]")))
		dek = str_trim(dek);
	return str_has_prefix(start, str_trim_end(words_of(arena, dek)));
}

/* "The creek.Credit...Lena Ortiz", as the New York Times has it. */
static void part_credit(struct picture *picture)
{
	static const struct str mark = STR_INIT("Credit...");
	size_t at = str_find(picture->caption, mark);

	if (at == STR_NONE || picture->credit.len > 0)
		return;
	picture->credit = str_trim(str_from(picture->caption, at + mark.len));
	picture->caption = str_trim(str_slice(picture->caption, 0, at));
}

static struct value image_value(struct arena *arena, const struct page *page,
                                const struct extract *extract)
{
	struct picture picture = extract->data.image;
	struct value_builder dict = { .arena = arena };
	struct str src = url_resolve(arena, extract->base, picture.src);

	picture.src = picture_find_size(page->finder, arena, extract->base,
	                                extract->lead_image, src);
	if (str_eq(picture.src, src) && !url_is_web(src))
		return UNDEFINED;
	part_credit(&picture);
	value_add(&dict, STR("src"), value_str(picture.src));
	add_known(&dict, STR("alt"), value_str_or_undefined(picture.alt));
	add_known(&dict, STR("caption"), value_str_or_undefined(picture.caption));
	add_known(&dict, STR("credit"), value_str_or_undefined(picture.credit));
	return value_built_dict(&dict);
}

static struct value related_value(struct arena *arena, const struct extract *extract)
{
	struct value_builder list = { .arena = arena };
	struct strs seen = { 0 };

	for (size_t i = 0; i < extract->cards.count && list.count < RELATED_MAX; i++) {
		const struct linkcard *card = &extract->cards.items[i];
		struct str url = url_resolve(arena, extract->base, card->url);
		struct value_builder dict = { .arena = arena };
		size_t count = seen.count;

		if (!card->related || url_same_page(url, extract->data.url) ||
		    (url_split(url).scheme.len && !url_is_web(url)))
			continue;
		strs_add(arena, &seen, url);
		if (seen.count == count)
			continue;
		value_add(&dict, STR("title"), value_str(card->title));
		add_known(&dict, STR("kicker"), value_str_or_undefined(card->kicker));
		add_known(&dict, STR("dek"), value_str_or_undefined(card->dek));
		add_known(&dict, STR("authors"), strs_value(arena, card->authors));
		add_known(&dict, STR("date"), date_value(arena, card->date));
		value_add(&dict, STR("url"), value_str(url));
		value_add_item(&list, value_built_dict(&dict));
	}
	return list.count ? value_built_list(&list) : UNDEFINED;
}

static struct value front_of(struct arena *arena, const struct page *page,
                             const struct extract *extract)
{
	const struct metadata *data = &extract->data;
	struct date date = date_is_known(data->published) ? data->published : page->date;
	struct str language = entry_language(arena, data->language);
	struct value_builder dict = { .arena = arena };

	add_known(&dict, STR("title"),
	          value_str_or_undefined(str_trim(utf8_prefix(data->title, TITLE_MAX))));
	add_known(&dict, STR("kicker"), value_str_or_undefined(data->kicker));
	if (!begins_text(arena, extract))
		add_known(&dict, STR("dek"), value_str_or_undefined(data->dek));
	value_add(&dict, STR("date"),
	          date_is_known(date) ? date_value(arena, date)
	                              : value_str(STR("unknown")));
	if (date_cmp(data->updated, date) > 0)
		add_known(&dict, STR("updated"), date_value(arena, data->updated));
	add_known(&dict, STR("authors"), strs_value(arena, data->authors));
	add_known(&dict, STR("section"), value_str_or_undefined(data->section));
	add_known(&dict, STR("tags"), strs_value(arena, data->tags));
	add_known(&dict, STR("publication"), value_str_or_undefined(data->site));
	add_known(&dict, STR("language"), value_str_or_undefined(language));
	if (is_rtl(data->direction, language))
		value_add(&dict, STR("direction"), value_str(STR("rtl")));
	add_known(&dict, STR("image"), image_value(arena, page, extract));
	add_known(&dict, STR("source"), value_str_or_undefined(data->url));
	add_known(&dict, STR("archived"), date_value(arena, page->archived));
	add_known(&dict, STR("related"), related_value(arena, extract));
	return value_built_dict(&dict);
}

/* What a block that was left out is, and why it was: the first that holds. */
static const struct reason {
	unsigned flag;
	const char *kind, *why;
	int sure;
} reasons[] = {
	{ BLOCK_REPEATED, "repeated", "other pages have it too", 90 },
	{ BLOCK_HEAD, "head", "headline, byline, date or standfirst: see the fields",
	  90 },
	{ BLOCK_CARD, "card", "one of a row of links to other pages", 90 },
	{ BLOCK_LABEL, "label", "a heading of other pages' links", 90 },
	{ BLOCK_CAPTION, "caption", "of a picture: see the figure", 90 },
	{ BLOCK_ASIDE, "aside", "the page has it beside the text", 90 },
	{ BLOCK_OTHER, "other", "its class or id says it is none of the text", 80 },
	{ BLOCK_PROMOTION, "promotion", "its words advertise, or belong to the page",
	  80 },
};

static struct reason explain(const struct block *block)
{
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		if (block->flags & reasons[i].flag)
			return reasons[i];
	if (block->linked * 2 > block->length)
		return (struct reason){ 0, "links", "most of it is links", 80 };
	if (block->weight < 0 || (block->weight == 0 && !block->is_sentence))
		return (struct reason){ 0, "fragment", "short, and no sentence", 60 };
	return (struct reason){ 0, "outside", "apart from the run of the text", 50 };
}

static void add_row(struct value_builder *list, struct reason reason, struct str text)
{
	struct value_builder row = { .arena = list->arena };

	value_add_item(&row, value_str(str_of(reason.kind)));
	value_add_item(&row, value_str(str_of(reason.why)));
	value_add_item(&row, value_int(reason.sure));
	value_add_item(&row, value_str(utf8_prefix(text, LEFT_OUT_CHARS)));
	value_add_item(list, value_built_list(&row));
}

static struct value left_out(struct arena *arena, const struct extract *extract)
{
	static const struct reason from_data = {
		0, "data", "the text is that of the page's data: it shows less of it", 50
	};
	struct value_builder list = { .arena = arena };

	if (extract->shown != extract->blocks && extract->blocks->count)
		add_row(&list, from_data, extract->blocks->items[0].text);
	for (uint32_t i = 0; i < extract->shown->count; i++) {
		const struct block *block = &extract->shown->items[i];

		if (!block->kept)
			add_row(&list, explain(block), block->text);
	}
	return value_built_list(&list);
}

/* Read the page; returns the name of its encoding. */
static struct str read_page(struct arena *arena, struct charsets *charsets,
                            const struct page *page, struct extract *extract,
                            struct pagekind *kind)
{
	struct str url = page->url.len ? page->url : address_saved(page->bytes);
	struct extract_options options = { url, page->refrain };
	struct str charset, text;
	struct html_node *root;
	struct pagesigns signs;

	text = charset_decode(charsets, arena, page->bytes, page->charset, &charset);
	root = html_parse_page(text, arena);
	if (page->embedded)
		embedded_settle(arena, root, page->embedded);
	signs = pagekind_look(root);
	extract_article(arena, root, &options, extract);
	*kind = pagekind_judge(&signs, extract, page->url);
	return charset;
}

bool page_lesson(struct arena *arena, struct charsets *charsets, const struct page *page,
                 struct buf *out)
{
	struct extract extract;
	struct pagekind kind;

	read_page(arena, charsets, page, &extract, &kind);
	refrain_pack(out, extract.blocks);
	return kind.is_article;
}

static struct value kind_value(struct arena *arena, struct pagekind kind)
{
	struct value_builder list = { .arena = arena };

	value_add_item(&list, value_bool(kind.is_article));
	value_add_item(&list, value_int(kind.percent));
	value_add_item(&list, value_str(str_of(kind.why)));
	value_add_item(&list, value_bool(kind.says_listing));
	return value_built_list(&list);
}

/*
 * Where the page was published: by its own word, unless that is the address of the front
 * page, by that of who imports it, or of the browser that saved it.
 */
static struct str address_of(struct arena *arena, const struct page *page,
                             struct str said)
{
	struct str url = url_resolve(arena, page->url, said);

	if (!url_is_web(url) || address_is_front(url))
		url = page->url;
	url = address_unarchived(url.len ? url : address_saved(page->bytes));
	return trackers_strip(arena, url);
}

struct value page_article(struct arena *arena, struct charsets *charsets,
                          const struct page *page)
{
	struct value_builder dict = { .arena = arena };
	struct extract extract;
	struct pagekind kind;
	struct str charset, body;

	charset = read_page(arena, charsets, page, &extract, &kind);
	extract.data.url = address_of(arena, page, extract.data.url);
	if (text_is_blank(extract.data.title))
		extract.data.title = (struct str){ 0 };
	value_add(&dict, STR("charset"), value_str(charset));
	add_known(&dict, STR("url"), value_str_or_undefined(extract.data.url));
	value_add(&dict, STR("kind"), kind_value(arena, kind));
	value_add(&dict, STR("left_out"), left_out(arena, &extract));
	if (!extract.body)
		return value_built_dict(&dict);
	value_add(&dict, STR("front"), front_of(arena, page, &extract));
	body = html_to_markdown(arena, extract.body, extract.base, page->finder);
	value_add(&dict, STR("body"), value_str(body));
	value_add(&dict, STR("nameless"), value_bool(extract.data.title.len == 0));
	add_known(&dict, STR("date"),
	          date_value(arena, date_is_known(extract.data.published)
	                                    ? extract.data.published
	                                    : page->date));
	return value_built_dict(&dict);
}
