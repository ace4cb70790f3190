#include "archive/record.h"

#include <string.h>

#include "archive/permalink.h"

/* A name that other articles use too, kept once. */
static struct str keep_name(struct record_shelf *shelf, struct str name)
{
	uint32_t number = table_find(&shelf->names, name);

	if (number == TABLE_NONE)
		number = table_add(&shelf->names, arena_str(&shelf->arena, name), NULL);
	return shelf->names.keys[number];
}

static struct strs keep_names(struct record_shelf *shelf, struct strs names)
{
	struct str *items;

	if (names.count == 0)
		return (struct strs){ 0 };
	items = ARENA_ARRAY(&shelf->arena, struct str, names.count);
	for (size_t i = 0; i < names.count; i++)
		items[i] = keep_name(shelf, names.items[i]);
	return (struct strs){ items, names.count };
}

static struct strs keep_one(struct record_shelf *shelf, struct str name)
{
	return keep_names(shelf, (struct strs){ &name, name.len != 0 });
}

/* A taxonomy that is no field of its own: a key of the front matter by that name. */
static struct strs names_in_params(struct record_shelf *shelf, struct value value)
{
	struct str *items;
	size_t count = 0;

	if (value.type == VALUE_STR)
		return keep_one(shelf, value_text(value));
	if (value.type != VALUE_LIST)
		return (struct strs){ 0 };
	items = ARENA_ARRAY(&shelf->arena, struct str, value.len);
	for (uint32_t i = 0; i < value.len; i++)
		if (value_text(value.items[i]).len)
			items[count++] = keep_name(shelf, value_text(value.items[i]));
	return (struct strs){ items, count };
}

static struct strs filed_under(struct record_shelf *shelf, struct str taxonomy,
                               const struct article *article)
{
	if (str_eq(taxonomy, STR("tags")))
		return keep_names(shelf, article->tags);
	if (str_eq(taxonomy, STR("authors")))
		return keep_names(shelf, article->authors);
	if (str_eq(taxonomy, STR("series")))
		return keep_names(shelf, article->series);
	if (str_eq(taxonomy, STR("sections")))
		return keep_one(shelf, article->section);
	if (str_eq(taxonomy, STR("kickers")))
		return keep_one(shelf, article->kicker);
	if (str_eq(taxonomy, STR("publications")))
		return keep_one(shelf, article->publication);
	return names_in_params(shelf, value_get(article->params, taxonomy));
}

/* Copy the texts one behind the other: alone, each would be rounded up to 16 bytes. */
static void keep_texts(struct arena *arena, struct str *const *texts, size_t count)
{
	size_t total = 0;
	char *place;

	for (size_t i = 0; i < count; i++)
		total += texts[i]->len;
	place = arena_alloc_raw(arena, total);
	for (size_t i = 0; i < count; i++) {
		if (texts[i]->len)
			memcpy(place, texts[i]->ptr, texts[i]->len);
		texts[i]->ptr = place;
		place += texts[i]->len;
	}
}

static struct hash add_text(struct hash hash, struct str text)
{
	return hash_join(hash, hash_bytes(text));
}

/* Everything a card shows but its terms, which are facts of their own. */
static struct hash card_hash(const struct record *record, size_t taxonomies)
{
	const struct str texts[] = { record->path,      record->url,
		                     record->title,     record->dek,
		                     record->kicker,    record->publication,
		                     record->language,  record->direction,
		                     record->image_src, record->image_alt };
	struct hash hash = { 0 };
	struct buf dates = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		hash = add_text(hash, texts[i]);
	date_format_iso(record->date, &dates);
	buf_add_char(&dates, '/');
	date_format_iso(record->updated, &dates);
	buf_add_char(&dates, record->withdrawn ? 'w' : '-');
	hash = add_text(hash, buf_str(&dates));
	buf_clear(&dates);
	for (size_t i = 0; i < taxonomies; i++) {
		struct strs names = record->filings[i].names;

		for (size_t j = 0; j < names.count; j++)
			hash = add_text(hash, names.items[j]);
		hash = add_text(hash, (struct str){ 0 });
	}
	return hash;
}

/* The texts in the order in which they are packed: those that no two articles share. */
static void own_texts(struct record *record, struct str *texts[6])
{
	texts[0] = &record->url;
	texts[1] = &record->slug;
	texts[2] = &record->title;
	texts[3] = &record->dek;
	texts[4] = &record->image_src;
	texts[5] = &record->image_alt;
}

struct record *record_new(struct record_shelf *shelf, const struct config *config,
                          const struct source *source, const struct article *article)
{
	struct record *record = ARENA_NEW(&shelf->arena, struct record);
	struct arena scratch = { 0 };
	struct str *texts[6];

	record->path = article->path;
	record->id = hash_bytes(article->path);
	record->url = permalink_make(config->permalink, article, &scratch);
	record->slug = article->slug;
	record->title = article->title;
	record->dek = article->dek;
	record->image_src = article->image.src;
	record->image_alt = article->image.alt;
	own_texts(record, texts);
	keep_texts(&shelf->arena, texts, ARRAY_LEN(texts));
	record->kicker = keep_name(shelf, article->kicker);
	record->publication = keep_name(shelf, article->publication);
	record->language = keep_name(shelf, article->language);
	record->direction = keep_name(shelf, article->direction);
	record->date = article->undated ? (struct date){ 0 } : article->date;
	record->updated = article->updated;
	record->aliases = keep_names(shelf, article->aliases);
	record->withdrawn = article->is_withdrawn;
	record->is_html = article->is_html;
	record->body_start = article->body;
	record->filings =
		ARENA_ARRAY(&shelf->arena, struct filing, config->taxonomies.count);
	for (size_t i = 0; i < config->taxonomies.count; i++)
		record->filings[i].names =
			filed_under(shelf, config->taxonomies.items[i], article);
	record->source = hash_bytes(source->text);
	record->front = hash_bytes(str_slice(source->text, 0, article->body));
	record->body = hash_bytes(str_from(source->text, article->body));
	record->card = card_hash(record, config->taxonomies.count);
	arena_clear(&scratch);
	return record;
}

static void pack_names(struct buf *out, struct strs names)
{
	pack_uint(out, names.count);
	for (size_t i = 0; i < names.count; i++)
		pack_str(out, names.items[i]);
}

void record_pack(const struct record *record, size_t taxonomies, struct buf *out)
{
	struct record copy = *record;
	struct str *texts[6];

	own_texts(&copy, texts);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		pack_str(out, *texts[i]);
	pack_str(out, record->kicker);
	pack_str(out, record->publication);
	pack_str(out, record->language);
	pack_str(out, record->direction);
	pack_date(out, record->date);
	pack_date(out, record->updated);
	pack_names(out, record->aliases);
	for (size_t i = 0; i < taxonomies; i++)
		pack_names(out, record->filings[i].names);
	pack_uint(out, record->withdrawn);
	pack_uint(out, record->is_html);
	pack_uint(out, record->body_start);
	pack_hash(out, record->source);
	pack_hash(out, record->card);
	pack_hash(out, record->front);
	pack_hash(out, record->body);
}

static struct strs unpack_names(struct record_shelf *shelf, struct unpack *in)
{
	size_t count = unpack_count(in);
	struct str *items;

	if (count == 0)
		return (struct strs){ 0 };
	items = ARENA_ARRAY(&shelf->arena, struct str, count);
	for (size_t i = 0; i < count; i++)
		items[i] = keep_name(shelf, unpack_str(in));
	return (struct strs){ items, count };
}

struct record *record_unpack(struct record_shelf *shelf, size_t taxonomies,
                             struct str path, struct unpack *in)
{
	struct record *record = ARENA_NEW(&shelf->arena, struct record);
	struct str *texts[6];

	record->path = path;
	record->id = hash_bytes(path);
	own_texts(record, texts);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = unpack_str(in);
	keep_texts(&shelf->arena, texts, ARRAY_LEN(texts));
	record->kicker = keep_name(shelf, unpack_str(in));
	record->publication = keep_name(shelf, unpack_str(in));
	record->language = keep_name(shelf, unpack_str(in));
	record->direction = keep_name(shelf, unpack_str(in));
	record->date = unpack_date(in);
	record->updated = unpack_date(in);
	record->aliases = unpack_names(shelf, in);
	record->filings = ARENA_ARRAY(&shelf->arena, struct filing, taxonomies);
	for (size_t i = 0; i < taxonomies; i++)
		record->filings[i].names = unpack_names(shelf, in);
	record->withdrawn = unpack_uint(in);
	record->is_html = unpack_uint(in);
	record->body_start = unpack_uint(in);
	record->source = unpack_hash(in);
	record->card = unpack_hash(in);
	record->front = unpack_hash(in);
	record->body = unpack_hash(in);
	return in->failed ? NULL : record;
}

void record_shelf_clear(struct record_shelf *shelf)
{
	table_clear(&shelf->names);
	arena_clear(&shelf->arena);
}

struct strs record_tags(const struct record *record, const struct config *config)
{
	for (size_t i = 0; i < config->taxonomies.count; i++)
		if (str_eq(config->taxonomies.items[i], STR("tags")))
			return record->filings[i].names;
	return (struct strs){ 0 };
}

struct str record_language(const struct record *record, const struct config *config)
{
	return record->language.len ? record->language : config->language;
}

int record_cmp(const struct record *a, const struct record *b)
{
	int order = date_cmp(a->date, b->date);

	return order ? order : str_cmp(a->path, b->path);
}
