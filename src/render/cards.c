/*
 * cards: articles as lists show them, and the terms they are filed under.
 */
#include "render/view.h"

#include "archive/terms.h"
#include "base/attr.h"
#include "base/text.h"

struct card {
	struct object object;
	struct view *view;
	uint32_t article;
	bool noted;
};

static const struct record *record_of(const struct view *view, uint32_t article)
{
	return view->site->archive->records[article];
}

static struct value title_field(struct view *view, const struct record *record)
{
	(void)view;
	return value_str(record->title);
}

static struct value url_field(struct view *view, const struct record *record)
{
	return value_str(view_href(view, record->url));
}

static struct value permalink_field(struct view *view, const struct record *record)
{
	return value_str(view_permalink(view, record->url));
}

static struct value date_field(struct view *view, const struct record *record)
{
	return view_date(view, record->date);
}

/* The day of the calendar that an article is in. */
static struct value day_field(struct view *view, const struct record *record)
{
	struct date date = record->date;
	uint32_t day = calendar_find(&view->site->archive->calendar, date.year,
	                             date.month, date.day);

	return day == PERIOD_NONE || record->withdrawn ? UNDEFINED
	                                               : period_object(view, day);
}

/* What was last changed before it was published says nothing. */
static struct value updated_field(struct view *view, const struct record *record)
{
	if (date_cmp(record->updated, record->date) < 0)
		return UNDEFINED;
	return view_date(view, record->updated);
}

static struct value dek_field(struct view *view, const struct record *record)
{
	(void)view;
	return value_str_or_undefined(record->dek);
}

static struct value kicker_field(struct view *view, const struct record *record)
{
	(void)view;
	return value_str_or_undefined(record->kicker);
}

static struct value publication_field(struct view *view, const struct record *record)
{
	(void)view;
	return value_str_or_undefined(record->publication);
}

static struct value path_field(struct view *view, const struct record *record)
{
	(void)view;
	return value_str(record->path);
}

static struct value slug_field(struct view *view, const struct record *record)
{
	(void)view;
	return value_str(record->slug);
}

static struct value language_field(struct view *view, const struct record *record)
{
	return value_str(record_language(record, view->site->config));
}

/* Languages whose usual script runs from right to left. */
static bool is_rtl_language(struct str language)
{
	static const struct str rtl[] = { STR_INIT("ar"), STR_INIT("fa"), STR_INIT("he"),
		                          STR_INIT("ur"), STR_INIT("yi"), STR_INIT("ps"),
		                          STR_INIT("sd"), STR_INIT("ug"), STR_INIT("dv"),
		                          STR_INIT("ckb") };
	struct str primary, rest;

	str_cut(language, '-', &primary, &rest);
	for (size_t i = 0; i < ARRAY_LEN(rtl); i++)
		if (str_eq_nocase(primary, rtl[i]))
			return true;
	return false;
}

static struct value direction_field(struct view *view, const struct record *record)
{
	if (record->direction.len)
		return value_str(record->direction);
	if (record->language.len)
		return value_str(is_rtl_language(record->language) ? STR("rtl")
		                                                   : STR("ltr"));
	return value_str(view->site->config->direction);
}

struct value picture_value(struct view *view, const struct record *record,
                           const struct picture *picture)
{
	struct value_builder image = { .arena = view->arena };
	struct link_target target = { 0 };

	if (picture->src.len == 0)
		return UNDEFINED;
	view_picture(view, record, picture->src, &target);
	value_add(&image, STR("src"), value_str(target.url));
	value_add(&image, STR("alt"), value_str(picture->alt));
	if (picture->caption.len)
		value_add(&image, STR("caption"), value_str(picture->caption));
	if (picture->credit.len)
		value_add(&image, STR("credit"), value_str(picture->credit));
	if (target.width) {
		value_add(&image, STR("width"), value_int(target.width));
		value_add(&image, STR("height"), value_int(target.height));
	}
	return value_built_dict(&image);
}

static struct value image_field(struct view *view, const struct record *record)
{
	struct picture picture = { .src = record->image_src, .alt = record->image_alt };

	return picture_value(view, record, &picture);
}

static struct value filed_term_object(struct view *view, const struct record *record,
                                      uint32_t taxonomy, uint32_t term);

static struct value terms_of(struct view *view, const struct record *record,
                             uint32_t taxonomy)
{
	const struct filing *filing = &record->filings[taxonomy];
	struct value_builder terms = { .arena = view->arena };

	for (size_t i = 0; filing->terms && i < filing->names.count; i++) {
		bool is_repeated = filing->terms[i] == TERM_NONE;

		for (size_t j = 0; j < i && !is_repeated; j++)
			is_repeated = filing->terms[j] == filing->terms[i];
		if (!is_repeated)
			value_add_item(&terms, filed_term_object(view, record, taxonomy,
			                                         filing->terms[i]));
	}
	return value_built_list(&terms);
}

/* Names as a dict of label alone: of what is in no taxonomy, or has left them all. */
static struct value plain_terms(struct view *view, struct strs names)
{
	struct value_builder terms = { .arena = view->arena };

	for (size_t i = 0; i < names.count; i++) {
		struct value_builder term = { .arena = view->arena };

		value_add(&term, STR("label"), value_str(names.items[i]));
		value_add_item(&terms, value_built_dict(&term));
	}
	return value_built_list(&terms);
}

static struct value filed_under(struct view *view, const struct record *record,
                                struct str taxonomy)
{
	const struct strs *names = &view->site->config->taxonomies;

	for (uint32_t i = 0; i < names->count; i++) {
		if (!str_eq(names->items[i], taxonomy))
			continue;
		if (record->filings[i].terms)
			return terms_of(view, record, i);
		return plain_terms(view, record->filings[i].names);
	}
	return UNDEFINED;
}

static struct value section_field(struct view *view, const struct record *record)
{
	struct value sections = filed_under(view, record, STR("sections"));

	return sections.len ? sections.items[0] : UNDEFINED;
}

static const struct {
	struct str name;
	struct value (*get)(struct view *view, const struct record *record);
} fields[] = {
	{ STR_INIT("title"), title_field },
	{ STR_INIT("url"), url_field },
	{ STR_INIT("permalink"), permalink_field },
	{ STR_INIT("date"), date_field },
	{ STR_INIT("day"), day_field },
	{ STR_INIT("updated"), updated_field },
	{ STR_INIT("dek"), dek_field },
	{ STR_INIT("kicker"), kicker_field },
	{ STR_INIT("section"), section_field },
	{ STR_INIT("publication"), publication_field },
	{ STR_INIT("image"), image_field },
	{ STR_INIT("language"), language_field },
	{ STR_INIT("direction"), direction_field },
	{ STR_INIT("path"), path_field },
	{ STR_INIT("slug"), slug_field },
};

struct value card_field(struct view *view, uint32_t article, struct str name)
{
	const struct record *record = record_of(view, article);

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (str_eq(fields[i].name, name))
			return fields[i].get(view, record);
	return filed_under(view, record, name);
}

static struct value card_get(const struct object *object, struct str name)
{
	/* Objects are constant to templates; whether a card was noted is ours. */
	struct card *card = (struct card *)(uintptr_t)object;
	const struct record *record = record_of(card->view, card->article);

	if (!card->noted)
		view_note_article(card->view, FACT_CARD, record);
	card->noted = true;
	return card_field(card->view, card->article, name);
}

static const struct str card_names[] = {
	STR_INIT("title"),    STR_INIT("url"),         STR_INIT("permalink"),
	STR_INIT("date"),     STR_INIT("updated"),     STR_INIT("dek"),
	STR_INIT("kicker"),   STR_INIT("section"),     STR_INIT("tags"),
	STR_INIT("authors"),  STR_INIT("publication"), STR_INIT("image"),
	STR_INIT("language"), STR_INIT("direction"),   STR_INIT("path"),
	STR_INIT("slug"),     STR_INIT("day"),
};

struct value card_object(struct view *view, uint32_t article)
{
	static const struct object_class class = {
		.name = "article card",
		.get = card_get,
		.names = card_names,
		.name_count = ARRAY_LEN(card_names),
	};
	struct card *card = ARENA_NEW(view->arena, struct card);

	*card = (struct card){ { &class }, view, article, false };
	return value_object(&card->object);
}

struct term_view {
	struct object object;
	struct view *view;
	uint32_t taxonomy, term;
	const struct record *record; /* of which it is a term, or NULL */
};

static const struct term *term_of(const struct term_view *self)
{
	return &self->view->site->archive->taxonomies[self->taxonomy].terms[self->term];
}

static struct value term_children(const struct term_view *self)
{
	struct value_builder children = { .arena = self->view->arena };
	const struct term *term = term_of(self);

	view_note(self->view, FACT_TERMS, term->listing.name);
	for (uint32_t i = 0; i < term->child_count; i++)
		value_add_item(&children, term_object(self->view, self->taxonomy,
		                                      term->children[i]));
	return value_built_list(&children);
}

static struct value term_count(const struct term_view *self)
{
	const struct term *term = term_of(self);

	view_note(self->view, FACT_COUNT, term->listing.name);
	return value_int(term->listing.count);
}

/* The years of the term, newest first, each with the page where its newest article is. */
static struct value term_years(const struct term_view *self)
{
	struct view *view = self->view;
	struct value_builder items = { .arena = view->arena };
	const struct term *term = term_of(self);
	struct listed_year *years;
	uint32_t count;

	view_note(view, FACT_YEARS, term->listing.name);
	count = listing_years(view->site->archive, &term->listing, view->arena, &years);
	for (uint32_t i = 0; i < count; i++) {
		struct value_builder year = { .arena = view->arena };
		struct str url = listing_url(view->arena, term->url, years[i].page);

		if (years[i].year != YEAR_UNDATED)
			value_add(&year, STR("year"), value_int(years[i].year));
		value_add(&year, STR("count"), value_int(years[i].count));
		value_add(&year, STR("url"), value_str(view_href(view, url)));
		value_add_item(&items, value_built_dict(&year));
	}
	return value_built_list(&items);
}

static struct value related_terms(const struct term_view *self)
{
	struct value_builder items = { .arena = self->view->arena };
	uint32_t related[RELATED_TERMS], count;

	view_note(self->view, FACT_RELATED_TERMS, term_of(self)->listing.name);
	count = term_related(self->view->site->archive, self->taxonomy, self->term,
	                     related);
	for (uint32_t i = 0; i < count; i++)
		value_add_item(&items,
		               term_object(self->view, self->taxonomy, related[i]));
	return value_built_list(&items);
}

/* From the top down to its parent. */
static struct value term_ancestors(const struct term_view *self)
{
	const struct taxonomy *taxonomy =
		&self->view->site->archive->taxonomies[self->taxonomy];
	uint32_t depth = 0, parent;
	struct value *items;

	for (parent = term_of(self)->parent; parent != TERM_NONE;
	     parent = taxonomy->terms[parent].parent)
		depth++;
	items = ARENA_ARRAY(self->view->arena, struct value, depth);
	parent = term_of(self)->parent;
	for (uint32_t i = depth; i-- > 0; parent = taxonomy->terms[parent].parent)
		items[i] = term_object(self->view, self->taxonomy, parent);
	return value_list(items, depth);
}

/* The article before or after the one whose term it is, as in a series. */
static struct value term_neighbour(const struct term_view *self, bool is_later)
{
	const struct archive *archive = self->view->site->archive;
	const struct listing *listing = &term_of(self)->listing;
	uint32_t both[2];

	view_note(self->view, FACT_SEQUENCE,
	          arena_printf(self->view->arena, "%.*s?%.*s", STR_ARG(listing->name),
	                       STR_ARG(self->record->path)));
	listing_neighbours(listing, archive_by_path(archive, self->record->path),
	                   &both[0], &both[1]);
	return both[is_later] == LISTING_NONE ? UNDEFINED
	                                      : card_object(self->view, both[is_later]);
}

static struct value term_get(const struct object *object, struct str name)
{
	const struct term_view *self = (const struct term_view *)object;
	const struct term *term = term_of(self);

	if (str_eq(name, STR("children")))
		return term_children(self);
	if (str_eq(name, STR("count")))
		return term_count(self);
	if (str_eq(name, STR("years")))
		return term_years(self);
	if (str_eq(name, STR("related")))
		return related_terms(self);
	if (self->record && str_eq(name, STR("earlier")))
		return term_neighbour(self, false);
	if (self->record && str_eq(name, STR("later")))
		return term_neighbour(self, true);
	view_note(self->view, FACT_TERM, term->listing.name);
	if (str_eq(name, STR("label")))
		return value_str(term->label);
	if (str_eq(name, STR("url")))
		return value_str(view_href(self->view, term->url));
	if (str_eq(name, STR("slug")))
		return value_str(term->slug);
	if (str_eq(name, STR("taxonomy")))
		return value_str(
			self->view->site->archive->taxonomies[self->taxonomy].name);
	if (str_eq(name, STR("ancestors")))
		return term_ancestors(self);
	if (str_eq(name, STR("parent")) && term->parent != TERM_NONE)
		return term_object(self->view, self->taxonomy, term->parent);
	return UNDEFINED;
}

static struct value term_print(const struct object *object, struct arena *arena)
{
	(void)arena;
	return term_get(object, STR("label"));
}

static struct value filed_term_object(struct view *view, const struct record *record,
                                      uint32_t taxonomy, uint32_t term)
{
	static const struct str names[] = { STR_INIT("label"),   STR_INIT("url"),
		                            STR_INIT("slug"),    STR_INIT("taxonomy"),
		                            STR_INIT("parent"),  STR_INIT("children"),
		                            STR_INIT("count"),   STR_INIT("years"),
		                            STR_INIT("related"), STR_INIT("earlier"),
		                            STR_INIT("later"),   STR_INIT("ancestors") };
	static const struct object_class class = {
		.name = "term",
		.get = term_get,
		.names = names,
		.name_count = ARRAY_LEN(names),
		.print = term_print,
	};
	struct term_view *self = ARENA_NEW(view->arena, struct term_view);

	*self = (struct term_view){ { &class }, view, taxonomy, term, record };
	return value_object(&self->object);
}

struct value term_object(struct view *view, uint32_t taxonomy, uint32_t term)
{
	return filed_term_object(view, NULL, taxonomy, term);
}

struct value cards_newest_first(struct view *view, const struct listing *listing,
                                uint32_t start, uint32_t end)
{
	struct value *items = ARENA_ARRAY(view->arena, struct value, end - start);

	for (uint32_t i = end; i-- > start;)
		items[end - 1 - i] = card_object(view, listing->ids[i]);
	return value_list(items, end - start);
}
