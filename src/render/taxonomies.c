/*
 * taxonomies: the lists of all terms, and the letters that lead through them, as
 * templates see them. The terms themselves are in cards.c.
 */
#include "archive/letters.h"
#include "base/attr.h"
#include "base/path.h"
#include "base/text.h"
#include "render/view.h"

struct taxonomy_view {
	struct object object;
	struct view *view;
	uint32_t taxonomy, letter;
};

static const struct taxonomy *taxonomy_of(const struct view *view, uint32_t number)
{
	return &view->site->archive->taxonomies[number];
}

static struct value new_object(struct view *view, const struct object_class *class,
                               uint32_t taxonomy, uint32_t letter)
{
	struct taxonomy_view *self = ARENA_NEW(view->arena, struct taxonomy_view);

	*self = (struct taxonomy_view){ { class }, view, taxonomy, letter };
	return value_object(&self->object);
}

/* "tags" as a heading: "Tags". */
struct value taxonomy_title(struct view *view, uint32_t taxonomy)
{
	return value_str(text_capitalize(view->arena, taxonomy_of(view, taxonomy)->name));
}

static const struct letter *letter_at(const struct view *view, uint32_t taxonomy,
                                      uint32_t letter)
{
	return &taxonomy_of(view, taxonomy)->letters.items[letter];
}

/* "Tags: S" */
struct value letter_title(struct view *view, uint32_t taxonomy, uint32_t letter)
{
	return value_str(arena_printf(view->arena, "%.*s: %.*s",
	                              STR_ARG(value_text(taxonomy_title(view, taxonomy))),
	                              STR_ARG(letter_at(view, taxonomy, letter)->label)));
}

static struct value letter_objects(struct view *view, uint32_t taxonomy, uint32_t first,
                                   uint32_t count)
{
	struct value *items = ARENA_ARRAY(view->arena, struct value, count);

	for (uint32_t i = 0; i < count; i++)
		items[i] = letter_object(view, taxonomy, first + i);
	return value_list(items, count);
}

/* Which terms or parts a letter has. */
static void note_letter(const struct taxonomy_view *self)
{
	struct view *view = self->view;
	const struct taxonomy *taxonomy = taxonomy_of(view, self->taxonomy);
	struct str path = letter_path(
		&taxonomy->letters, &taxonomy->letters.items[self->letter], view->arena);

	view_note(view, FACT_LETTERS, path_join(view->arena, taxonomy->name, path));
}

static struct value letter_parts(const struct taxonomy_view *self)
{
	const struct letter *letter = letter_at(self->view, self->taxonomy, self->letter);

	note_letter(self);
	return letter_objects(self->view, self->taxonomy, letter->first,
	                      letter->part_count);
}

/* None of a letter that is in parts: theirs are on their pages. */
static struct value letter_terms(const struct taxonomy_view *self)
{
	struct view *view = self->view;
	const struct letter *letter = letter_at(view, self->taxonomy, self->letter);
	const uint32_t *order = taxonomy_of(view, self->taxonomy)->letters.order;
	uint32_t count = letter->part_count ? 0 : letter->end - letter->start;
	struct value *terms = ARENA_ARRAY(view->arena, struct value, count);

	note_letter(self);
	for (uint32_t i = 0; i < count; i++)
		terms[i] = term_object(view, self->taxonomy, order[letter->start + i]);
	return value_list(terms, count);
}

static struct value letter_get(const struct object *object, struct str name)
{
	const struct taxonomy_view *self = (const struct taxonomy_view *)object;
	struct view *view = self->view;
	const struct taxonomy *taxonomy = taxonomy_of(view, self->taxonomy);
	const struct letter *letter = letter_at(view, self->taxonomy, self->letter);

	if (str_eq(name, STR("label")))
		return value_str(letter->label);
	if (str_eq(name, STR("url")))
		return taxonomy->letters.have_pages
		               ? value_str(view_href(
					 view, letter_url(taxonomy, letter, view->arena)))
		               : UNDEFINED;
	if (str_eq(name, STR("parent")) && letter->parent != LETTER_NONE)
		return letter_object(view, self->taxonomy, letter->parent);
	if (str_eq(name, STR("parts")))
		return letter_parts(self);
	if (str_eq(name, STR("terms")))
		return letter_terms(self);
	return UNDEFINED;
}

static struct value letter_print(const struct object *object, struct arena *arena)
{
	(void)arena;
	return letter_get(object, STR("label"));
}

struct value letter_object(struct view *view, uint32_t taxonomy, uint32_t letter)
{
	static const struct str names[] = { STR_INIT("label"), STR_INIT("url"),
		                            STR_INIT("parent"), STR_INIT("parts"),
		                            STR_INIT("terms") };
	static const struct object_class class = {
		.name = "letter",
		.get = letter_get,
		.names = names,
		.name_count = ARRAY_LEN(names),
		.print = letter_print,
	};

	return new_object(view, &class, taxonomy, letter);
}

static struct value taxonomy_terms(struct view *view, uint32_t number)
{
	const struct taxonomy *taxonomy = taxonomy_of(view, number);
	struct value *terms = ARENA_ARRAY(view->arena, struct value, taxonomy->count);

	view_note(view, FACT_TERMS, taxonomy->name);
	for (uint32_t i = 0; i < taxonomy->count; i++)
		terms[i] = term_object(view, number, i);
	return value_list(terms, taxonomy->count);
}

static struct value taxonomy_get(const struct object *object, struct str name)
{
	const struct taxonomy_view *self = (const struct taxonomy_view *)object;
	struct view *view = self->view;
	const struct taxonomy *taxonomy = taxonomy_of(view, self->taxonomy);

	if (str_eq(name, STR("name")))
		return value_str(taxonomy->name);
	if (str_eq(name, STR("title")))
		return taxonomy_title(view, self->taxonomy);
	if (str_eq(name, STR("url")))
		return value_str(view_href(view, taxonomy->url));
	if (str_eq(name, STR("terms")))
		return taxonomy_terms(view, self->taxonomy);
	if (str_eq(name, STR("letters"))) {
		view_note(view, FACT_LETTERS, taxonomy->name);
		return letter_objects(view, self->taxonomy, 0,
		                      taxonomy->letters.letter_count);
	}
	return UNDEFINED;
}

struct value taxonomy_object(struct view *view)
{
	static const struct str names[] = { STR_INIT("name"), STR_INIT("title"),
		                            STR_INIT("url"), STR_INIT("terms"),
		                            STR_INIT("letters") };
	static const struct object_class class = {
		.name = "taxonomy",
		.get = taxonomy_get,
		.names = names,
		.name_count = ARRAY_LEN(names),
	};

	return new_object(view, &class, view->page->taxonomy, LETTER_NONE);
}
