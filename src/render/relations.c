/*
 * relations: what is related to the article whose page is made: what editors picked, then
 * what was found.
 */
#include <stdlib.h>

#include "archive/related.h"
#include "base/attr.h"
#include "base/rising.h"
#include "render/view.h"

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

/* Cards, and which articles they are of. */
struct shown {
	struct value_builder cards;
	uint32_t *articles;
	uint32_t count;
};

static void show(struct view *view, struct shown *shown, uint32_t article)
{
	for (uint32_t i = 0; i < shown->count; i++)
		if (shown->articles[i] == article)
			return;
	shown->articles[shown->count++] = article;
	value_add_item(&shown->cards, card_object(view, article));
}

/* Add the card of an article that was picked by reference, if it can be shown. */
static void show_picked(struct view *view, struct shown *shown,
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
	if (found == view->page->article) {
		diag_warn(view->diags,
		          (struct span){ &view->source, entry->at, entry->at },
		          "the article is related to itself");
		diag_hint(view->diags, "it is left out");
		return;
	}
	/* Whether it was withdrawn is part of its card. */
	view_note_article(view, FACT_CARD, archive->records[found]);
	if (!archive->records[found]->withdrawn)
		show(view, shown, found);
}

static struct related_list list_of(struct view *view, bool all)
{
	const struct archive *archive = view->site->archive;
	const struct related_list none = { 0 };
	struct str path = view->record->path;

	view_note(view, FACT_RELATED,
	          all ? arena_printf(view->arena, "%.*s?all", STR_ARG(path)) : path);
	return archive->related ? related_list(archive->related, view->page->article)
	                        : none;
}

/* Is an article a copy of one of the first few that are shown, which were picked? */
static bool is_copy(struct view *view, const struct shown *shown, uint32_t picked,
                    uint32_t article)
{
	const struct archive *archive = view->site->archive;

	for (uint32_t i = 0; i < picked; i++) {
		uint32_t of = shown->articles[i];
		struct str path = archive->records[of]->path;

		view_note(view, FACT_RELATED,
		          arena_printf(view->arena, "%.*s?copies", STR_ARG(path)));
		if (related_is_copy(archive->related, article, of))
			return true;
	}
	return false;
}

struct value related_cards(struct view *view)
{
	const struct config *config = view->site->config;
	struct related_list list = list_of(view, false);
	uint32_t first = related_first(config, &list), picked;
	struct shown shown = { .cards.arena = view->arena };

	shown.articles =
		ARENA_ARRAY(view->arena, uint32_t, view->article.related_count + first);
	for (size_t i = 0; i < view->article.related_count; i++) {
		const struct related_entry *entry = &view->article.related[i];

		if (entry->ref.len)
			show_picked(view, &shown, entry);
		else
			value_add_item(&shown.cards, outside_card(view, entry));
	}
	picked = shown.count;
	for (uint32_t i = 0; i < first && shown.cards.count < config->related_count; i++)
		if (!is_copy(view, &shown, picked, list.articles[i]))
			show(view, &shown, list.articles[i]);
	return value_built_list(&shown.cards);
}

struct value related_copies(struct view *view)
{
	struct related_list list = list_of(view, false);
	struct value *cards = ARENA_ARRAY(view->arena, struct value, list.copy_count);

	for (uint32_t i = 0; i < list.copy_count; i++)
		cards[i] = card_object(view, list.copies[i]);
	return value_list(cards, list.copy_count);
}

struct value related_page(struct view *view)
{
	/* Whether there is one is part of the list. */
	list_of(view, false);
	if (!related_has_page(view->site->archive, view->page->article))
		return UNDEFINED;
	return value_str(view_href(view, related_url(view->arena, view->record->url)));
}

/* All that is related, in the order of time: what was before the article, and since. */
struct value related_timeline(struct view *view)
{
	struct related_list list = list_of(view, true);
	uint32_t *articles = ARENA_ARRAY(view->arena, uint32_t, list.count);
	struct value_builder earlier = { .arena = view->arena };
	struct value_builder since = { .arena = view->arena };
	struct value_builder timeline = { .arena = view->arena };

	for (uint32_t i = 0; i < list.count; i++)
		articles[i] = list.articles[i];
	if (list.count)
		qsort(articles, list.count, sizeof(*articles), rising_compare);
	for (uint32_t i = 0; i < list.count; i++)
		value_add_item(articles[i] < view->page->article ? &earlier : &since,
		               card_object(view, articles[i]));
	value_add(&timeline, STR("earlier"), value_built_list(&earlier));
	value_add(&timeline, STR("since"), value_built_list(&since));
	return value_built_dict(&timeline);
}
