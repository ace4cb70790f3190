#include "content/footnotes.h"

/* The key of a label. */
static struct str fold_label(struct body *body, struct str label)
{
	char *copy = arena_cstr(body->arena, label);

	for (size_t i = 0; i < label.len; i++)
		copy[i] = to_lower(copy[i]);
	return (struct str){ copy, label.len };
}

static struct span place_of(struct body *body, const struct footnote *note)
{
	struct str head = arena_printf(body->arena, "[^%.*s]:", STR_ARG(note->label));

	return place_find(&body->places, note->line, head);
}

void footnotes_collect(struct body *body, const struct cuts *cuts)
{
	struct footnotes *notes = &body->notes;

	notes->items = ARENA_ARRAY(body->arena, struct footnote, cuts->count);
	notes->labelled = ARENA_ARRAY(body->arena, struct footnote *, cuts->count);
	notes->numbered = ARENA_ARRAY(body->arena, struct footnote *, cuts->count);
	for (size_t i = 0; i < cuts->count; i++) {
		const struct cut *cut = &cuts->items[i];
		struct footnote *note = &notes->items[notes->count];
		uint32_t number;
		bool added;

		if (cut->kind != CUT_FOOTNOTE || cut->in_code)
			continue;
		notes->count++;
		note->label = cut->name;
		note->line = cut->line;
		number = table_add(&notes->labels, fold_label(body, cut->name), &added);
		if (added) {
			notes->labelled[number] = note;
			continue;
		}
		note->used = true; /* one warning is enough */
		if (!body_may_warn(body))
			continue;
		diag_warn(body->diags, place_of(body, note),
		          "footnote '%.*s' is there twice", STR_ARG(note->label));
		diag_hint(body->diags, "the first one counts");
	}
}

static void unlink_item(cmark_node *item)
{
	cmark_node *list = cmark_node_parent(item);

	cmark_node_unlink(item);
	if (list && !cmark_node_first_child(list))
		cmark_node_unlink(list);
}

void footnotes_place(struct body *body, cmark_node *root)
{
	struct footnotes *notes = &body->notes;
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	size_t at = 0;

	while (at < notes->count && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		size_t line = tree_line(node);

		if (event != CMARK_EVENT_ENTER ||
		    cmark_node_get_type(node) != CMARK_NODE_ITEM ||
		    line <= body->cell_lines)
			continue;
		line -= body->cell_lines;
		while (at < notes->count && notes->items[at].line < line)
			at++;
		/* Of nested items that begin on one line, the outermost comes first. */
		if (at < notes->count && notes->items[at].line == line)
			notes->items[at++].item = node;
	}
}

void footnotes_unlink(struct body *body)
{
	for (size_t i = 0; i < body->notes.count; i++)
		if (body->notes.items[i].item)
			unlink_item(body->notes.items[i].item);
}

struct footnote *footnotes_find(struct body *body, struct str label)
{
	struct footnotes *notes = &body->notes;
	uint32_t number;

	if (notes->count == 0)
		return NULL;
	number = table_find(&notes->labels, fold_label(body, label));
	if (number == TABLE_NONE || !notes->labelled[number]->item)
		return NULL;
	return notes->labelled[number];
}

void footnotes_warn_missing(struct body *body, cmark_node *text, struct str reference)
{
	size_t line = body_line(body, text);

	if (!body_may_warn(body))
		return;
	diag_warn(body->diags, place_find(&body->places, line, reference),
	          "no footnote '%.*s'",
	          STR_ARG(str_slice(reference, 2, reference.len - 1)));
	diag_hint(body->diags, "a footnote is a paragraph that begins with '%.*s:'",
	          STR_ARG(reference));
}

void footnotes_warn_unused(struct body *body)
{
	for (size_t i = 0; i < body->notes.count; i++) {
		const struct footnote *note = &body->notes.items[i];

		if (note->used || !note->item || !body_may_warn(body))
			continue;
		diag_warn(body->diags, place_of(body, note),
		          "footnote '%.*s' is never used", STR_ARG(note->label));
		diag_hint(body->diags, "it is left out; refer to it with '[^%.*s]'",
		          STR_ARG(note->label));
	}
}

size_t footnotes_number(struct body *body, struct footnote *note)
{
	struct footnotes *notes = &body->notes;

	if (note->number == 0) {
		notes->numbered[notes->numbered_count++] = note;
		note->number = notes->numbered_count;
	}
	note->references++;
	return note->number;
}
