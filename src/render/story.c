/*
 * story: the article whose own page is being made: all that a card has, and the rest of
 * its front matter, its body, its neighbours in time.
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
	{ STR_INIT("related"), related_cards },
	{ STR_INIT("related_page"), related_page },
	{ STR_INIT("copies"), related_copies },
	{ STR_INIT("timeline"), related_timeline },
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
		STR_INIT("copies"),    STR_INIT("timeline"),    STR_INIT("related_page"),
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
