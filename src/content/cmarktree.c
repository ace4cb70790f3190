#include "content/cmarktree.h"

#include <stdalign.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Goes before each allocation, because realloc must know what to copy. */
struct allocation {
	alignas(max_align_t) size_t size;
};

static _Thread_local struct arena *current;

struct arena *tree_enter(struct arena *arena)
{
	struct arena *before = current;

	current = arena;
	return before;
}

void tree_leave(struct arena *before)
{
	current = before;
}

static void *tree_calloc(size_t count, size_t size)
{
	struct allocation *head;

	if (size && count > SIZE_MAX / 2 / size)
		out_of_memory(SIZE_MAX);
	head = arena_alloc(current, sizeof(*head) + count * size);
	head->size = count * size;
	return head + 1;
}

static void *tree_realloc(void *ptr, size_t size)
{
	struct allocation *old = ptr ? (struct allocation *)ptr - 1 : NULL;
	struct allocation *head;

	if (old && old->size >= size)
		return ptr;
	head = arena_alloc_raw(current, sizeof(*head) + size);
	head->size = size;
	if (old)
		memcpy(head + 1, ptr, old->size);
	return head + 1;
}

static void tree_free(void *ptr)
{
	(void)ptr;
}

static cmark_mem memory = { tree_calloc, tree_realloc, tree_free };

cmark_node *tree_parse(struct str text)
{
	bool valid = utf8_invalid(text) == STR_NONE;
	cmark_parser *parser =
		cmark_parser_new_with_mem(valid ? 0 : CMARK_OPT_VALIDATE_UTF8, &memory);

	cmark_parser_feed(parser, text.len ? text.ptr : "", text.len);
	return cmark_parser_finish(parser);
}

struct str tree_literal(cmark_node *node)
{
	return str_of(cmark_node_get_literal(node));
}

struct str tree_url(cmark_node *node)
{
	return str_of(cmark_node_get_url(node));
}

struct str tree_title(cmark_node *node)
{
	return str_of(cmark_node_get_title(node));
}

static size_t positive(int n)
{
	return n > 0 ? (size_t)n : 0;
}

size_t tree_line(cmark_node *node)
{
	return positive(cmark_node_get_start_line(node));
}

size_t tree_end_line(cmark_node *node)
{
	return positive(cmark_node_get_end_line(node));
}

size_t tree_column(cmark_node *node)
{
	return positive(cmark_node_get_start_column(node));
}

bool tree_is_tight(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph);
	cmark_node *list = item ? cmark_node_parent(item) : NULL;

	return list && cmark_node_get_type(list) == CMARK_NODE_LIST &&
	       cmark_node_get_list_tight(list);
}

struct str tree_text(cmark_node *node, struct arena *arena)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;
	struct buf text = { 0 };
	struct str kept;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *at = cmark_iter_get_node(iter);

		if (event != CMARK_EVENT_ENTER)
			continue;
		switch (cmark_node_get_type(at)) {
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE:
			buf_add(&text, tree_literal(at));
			break;
		case CMARK_NODE_SOFTBREAK:
		case CMARK_NODE_LINEBREAK:
			buf_add_char(&text, ' ');
			break;
		default:
			break;
		}
	}
	kept = buf_keep(&text, arena);
	buf_clear(&text);
	return kept;
}
