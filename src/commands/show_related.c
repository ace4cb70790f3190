/*
 * show_related: what is related to an article, and why.
 */
#include "archive/related_reasons.h"
#include "commands/show.h"

/* A fraction, to so many digits that its order shows. */
static struct value fraction(uint32_t part, uint32_t whole)
{
	return value_float((double)((uint64_t)part * 10000 / whole) / 10000);
}

static void add_article(struct value_builder *dict, const struct record *record)
{
	show_text(dict, "title", record->title);
	show_text(dict, "path", record->path);
	show_text(dict, "source", show_source(record));
}

/* The article that an editor picked; ARTICLE_NONE: one elsewhere, or there is none. */
static uint32_t picked(const struct archive *archive, const struct related_entry *entry)
{
	return entry->ref.len ? archive_find(archive, entry->ref) : ARTICLE_NONE;
}

/* An editor's choice is certain: there is no score beside the reason. */
static struct value picked_value(const struct archive *archive,
                                 const struct related_entry *entry, struct arena *arena)
{
	struct value_builder dict = { .arena = arena };
	uint32_t found = picked(archive, entry);

	if (found != ARTICLE_NONE) {
		add_article(&dict, archive->records[found]);
	} else {
		show_text(&dict, "title", entry->title);
		show_text(&dict, "kicker", entry->kicker);
		show_text(&dict, "dek", entry->dek);
		show_names(&dict, STR("authors"), entry->authors);
		show_text(&dict, "publication", entry->publication);
		show_text(&dict, "reference", entry->ref);
	}
	show_text(&dict, "reason", STR("picked by the editor"));
	return value_built_dict(&dict);
}

static struct value found_value(const struct show *show, const uint32_t both[2],
                                struct arena *arena)
{
	const struct loaded *loaded = show->loaded;
	const struct candidate *candidate = reasons_find(show->reasons, both[0], both[1]);
	struct value_builder dict = { .arena = arena };

	add_article(&dict, loaded->archive.records[both[1]]);
	if (!candidate)
		return value_built_dict(&dict);
	value_add(&dict, STR("score"), fraction(candidate->score, RELATED_ONE));
	value_add(&dict, STR("text"), fraction(candidate->cosine, RELATED_ONE));
	value_add(&dict, STR("tags"), fraction(candidate->tags, RELATED_ONE));
	value_add(&dict, STR("nearness"), fraction(candidate->nearness, RELATED_NEAREST));
	if (show->names_words)
		show_names(&dict, STR("words"),
		           reasons_words(&loaded->related, &loaded->archive,
		                         loaded->files, both, arena));
	return value_built_dict(&dict);
}

/* Is it among the first few that the editor picked? */
static bool is_picked(const struct archive *archive, const struct article *article,
                      size_t count, uint32_t found)
{
	for (size_t i = 0; i < count; i++)
		if (found != ARTICLE_NONE &&
		    picked(archive, &article->related[i]) == found)
			return true;
	return false;
}

static bool is_copy_of_picked(const struct loaded *loaded, const struct article *article,
                              uint32_t found)
{
	for (size_t i = 0; i < article->related_count; i++)
		if (related_is_copy(&loaded->related, found,
		                    picked(&loaded->archive, &article->related[i])))
			return true;
	return false;
}

static void add_picked(struct value_builder *related, const struct show *show,
                       uint32_t number, const struct article *article)
{
	const struct archive *archive = &show->loaded->archive;

	for (size_t i = 0; i < article->related_count; i++) {
		const struct related_entry *entry = &article->related[i];
		uint32_t found = picked(archive, entry);

		if (found != number && !is_picked(archive, article, i, found))
			value_add_item(related,
			               picked_value(archive, entry, related->arena));
	}
}

static void add_copies(struct value_builder *dict, const struct show *show,
                       uint32_t number, const struct related_list *list)
{
	struct value_builder copies = { .arena = dict->arena };

	for (uint32_t i = 0; i < list->copy_count; i++)
		value_add_item(&copies,
		               found_value(show, (uint32_t[]){ number, list->copies[i] },
		                           dict->arena));
	if (copies.count)
		value_add(dict, STR("copies"), value_built_list(&copies));
}

void show_related(struct value_builder *dict, const struct show *show, uint32_t number,
                  const struct article *article)
{
	const struct archive *archive = &show->loaded->archive;
	struct related_list list = related_list(&show->loaded->related, number);
	uint32_t first = related_first(archive->config, &list);
	struct value_builder related = { .arena = dict->arena };

	add_picked(&related, show, number, article);
	for (uint32_t i = 0; i < first && related.count < archive->config->related_count;
	     i++)
		if (!is_picked(archive, article, article->related_count,
		               list.articles[i]) &&
		    !is_copy_of_picked(show->loaded, article, list.articles[i]))
			value_add_item(
				&related,
				found_value(show,
			                    (uint32_t[]){ number, list.articles[i] },
			                    dict->arena));
	value_add(dict, STR("related"), value_built_list(&related));
	add_copies(dict, show, number, &list);
}
