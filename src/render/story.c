/*
 * story: the article whose own page is being made: all that a card has, and the rest of
 * its front matter, its body, the articles picked by hand, its neighbours in time.
 */
#include "render/view.h"

#include "base/attr.h"
#include "base/text.h"

#define WORDS_PER_MINUTE 230 /* a usual rate of silent reading */

struct story {
	struct object object;
	struct view *view;
};

const struct markdown *view_body(struct view *view)
{
	struct link_resolver links = { view, view_resolve };
	struct markdown_options options = {
		.html = view->site->config->html,
		.links = &links,
	};

	view_note_article(view, FACT_BODY, view->record);
	if (!view->has_body) {
		view->has_body = true;
		view->failed |= !markdown_render(&view->source, view->article.body,
		                                 view->article.is_html, &options,
		                                 view->arena, &view->body, view->diags);
	}
	return &view->body;
}

static struct value content_field(struct view *view)
{
	return value_safe(view_body(view)->html);
}

static struct value headings_field(struct view *view)
{
	const struct markdown *body = view_body(view);
	struct value_builder headings = { .arena = view->arena };

	for (size_t i = 0; i < body->heading_count; i++) {
		struct value_builder heading = { .arena = view->arena };

		value_add(&heading, STR("level"), value_int(body->headings[i].level));
		value_add(&heading, STR("id"), value_str(body->headings[i].id));
		value_add(&heading, STR("text"), value_str(body->headings[i].text));
		value_add_item(&headings, value_built_dict(&heading));
	}
	return value_built_list(&headings);
}

static int64_t count_words(struct view *view)
{
	return (int64_t)text_count_words(view_body(view)->text);
}

static struct value words_field(struct view *view)
{
	return value_int(count_words(view));
}

static struct value minutes_field(struct view *view)
{
	return value_int((count_words(view) + WORDS_PER_MINUTE - 1) / WORDS_PER_MINUTE);
}

static struct value image_field(struct view *view)
{
	return picture_value(view, view->record, &view->article.image);
}

static struct value corrections_field(struct view *view)
{
	struct value_builder corrections = { .arena = view->arena };

	for (size_t i = 0; i < view->article.correction_count; i++) {
		const struct correction *correction = &view->article.corrections[i];
		struct value_builder entry = { .arena = view->arena };
		struct value date = view_date(view, correction->date);

		if (date.type != VALUE_UNDEFINED)
			value_add(&entry, STR("date"), date);
		value_add(&entry, STR("text"),
		          value_safe(markdown_inline(correction->text,
		                                     view->site->config->html,
		                                     view->arena)));
		value_add_item(&corrections, value_built_dict(&entry));
	}
	return value_built_list(&corrections);
}

static struct value withdrawn_field(struct view *view)
{
	if (!view->article.is_withdrawn)
		return UNDEFINED;
	return value_str(view->article.withdrawn);
}

static struct value source_field(struct view *view)
{
	return value_str_or_undefined(view->article.source);
}

static struct value archived_field(struct view *view)
{
	return view_date(view, view->article.archived);
}

static struct value params_field(struct view *view)
{
	return view->article.params;
}

static void add_text(struct value_builder *dict, const char *key, struct str text)
{
	if (text.len)
		value_add(dict, str_of(key), value_str(text));
}

/* A card of an article elsewhere, as the editor wrote it. */
static struct value outside_card(struct view *view, const struct related_entry *entry)
{
	struct value_builder card = { .arena = view->arena };
	struct value_builder authors = { .arena = view->arena };

	add_text(&card, "title", entry->title);
	add_text(&card, "kicker", entry->kicker);
	add_text(&card, "dek", entry->dek);
	add_text(&card, "url", entry->url);
	add_text(&card, "publication", entry->publication);
	add_text(&card, "date", entry->date);
	for (size_t i = 0; i < entry->authors.count; i++) {
		struct value_builder author = { .arena = view->arena };

		add_text(&author, "label", entry->authors.items[i]);
		value_add_item(&authors, value_built_dict(&author));
	}
	value_add(&card, STR("authors"), value_built_list(&authors));
	return value_built_dict(&card);
}

/* Add the card of an article that was picked by reference, if it can be shown. */
static void add_picked(struct view *view, struct value_builder *cards,
                       const struct related_entry *entry)
{
	const struct archive *archive = view->site->archive;
	uint32_t found = archive_find(archive, entry->ref);

	view_note(view, FACT_REFERENCE, entry->ref);
	if (found == ARTICLE_NONE) {
		diag_warn(view->diags,
		          (struct span){ &view->source, entry->at, entry->at },
		          "no article '%.*s' to relate to", STR_ARG(entry->ref));
		diag_hint(view->diags, "name it by path, slug or URL");
		return;
	}
	/* Whether it was withdrawn is part of its card. */
	view_note_article(view, FACT_CARD, archive->records[found]);
	if (!archive->records[found]->withdrawn)
		value_add_item(cards, card_object(view, found));
}

static struct value related_field(struct view *view)
{
	struct value_builder cards = { .arena = view->arena };

	for (size_t i = 0; i < view->article.related_count; i++) {
		const struct related_entry *entry = &view->article.related[i];

		if (entry->ref.len)
			add_picked(view, &cards, entry);
		else
			value_add_item(&cards, outside_card(view, entry));
	}
	return value_built_list(&cards);
}

static struct value neighbour(struct view *view, bool is_later)
{
	const struct archive *archive = view->site->archive;
	uint32_t both[2];

	view_note_article(view, FACT_NEIGHBOURS, view->record);
	archive_neighbours(archive, view->page->article, &both[0], &both[1]);
	return both[is_later] == ARTICLE_NONE ? UNDEFINED
	                                      : card_object(view, both[is_later]);
}

static struct value earlier_field(struct view *view)
{
	return neighbour(view, false);
}

static struct value later_field(struct view *view)
{
	return neighbour(view, true);
}

static const struct {
	struct str name;
	struct value (*get)(struct view *view);
} fields[] = {
	{ STR_INIT("content"), content_field },
	{ STR_INIT("headings"), headings_field },
	{ STR_INIT("words"), words_field },
	{ STR_INIT("minutes"), minutes_field },
	{ STR_INIT("image"), image_field },
	{ STR_INIT("corrections"), corrections_field },
	{ STR_INIT("withdrawn"), withdrawn_field },
	{ STR_INIT("source"), source_field },
	{ STR_INIT("archived"), archived_field },
	{ STR_INIT("params"), params_field },
	{ STR_INIT("related"), related_field },
	{ STR_INIT("earlier"), earlier_field },
	{ STR_INIT("later"), later_field },
};

static struct value story_get(const struct object *object, struct str name)
{
	struct view *view = ((const struct story *)object)->view;

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (str_eq(fields[i].name, name))
			return fields[i].get(view);
	return card_field(view, view->page->article, name);
}

struct value article_object(struct view *view)
{
	static const struct str names[] = {
		STR_INIT("title"),     STR_INIT("url"),         STR_INIT("permalink"),
		STR_INIT("date"),      STR_INIT("updated"),     STR_INIT("dek"),
		STR_INIT("kicker"),    STR_INIT("section"),     STR_INIT("tags"),
		STR_INIT("authors"),   STR_INIT("series"),      STR_INIT("publication"),
		STR_INIT("image"),     STR_INIT("language"),    STR_INIT("direction"),
		STR_INIT("path"),      STR_INIT("slug"),        STR_INIT("content"),
		STR_INIT("headings"),  STR_INIT("words"),       STR_INIT("minutes"),
		STR_INIT("withdrawn"), STR_INIT("corrections"), STR_INIT("source"),
		STR_INIT("archived"),  STR_INIT("related"),     STR_INIT("earlier"),
		STR_INIT("later"),     STR_INIT("params"),      STR_INIT("day"),
	};
	static const struct object_class class = {
		.name = "article",
		.get = story_get,
		.names = names,
		.name_count = ARRAY_LEN(names),
	};
	struct story *story = ARENA_NEW(view->arena, struct story);

	*story = (struct story){ { &class }, view };
	return value_object(&story->object);
}
