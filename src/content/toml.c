#include "content/toml.h"

#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "content/literal.h"

enum node_kind {
	NODE_VALUE, /* complete: nothing can be added to it */
	NODE_TABLE,
	NODE_TABLES, /* an array of tables, [[name]] */
};

/* How a table came to be decides who may define it or add to it. */
enum table_origin {
	TABLE_IMPLIED, /* as the parent of a [header]'s table */
	TABLE_HEADER,  /* by its own [header]: once only */
	TABLE_DOTTED,  /* by the key of a value, a.b = 1: by no header */
};

struct node {
	enum node_kind kind;
	enum table_origin origin;
	struct str key;
	size_t key_at, value_at;
	struct value value;        /* of a NODE_VALUE */
	struct node *first, *last; /* of a table its entries, of an array its tables */
	struct node *next;         /* in its parent */
	size_t count;
	uint32_t number; /* in the index */
	unsigned depth;
};

struct reader {
	struct cursor in;
	struct table index;  /* of all entries: the parent's number, then the key */
	struct node **nodes; /* by their number in the index */
	size_t node_cap;
	struct buf name;  /* scratch: a key of the index */
	uint32_t numbers; /* given to nodes so far */
};

/* One part of a dotted key. */
struct part {
	struct str text;
	size_t at, end;
};

static bool read_value(struct reader *reader, unsigned depth, struct value *value);

static bool too_deep(const struct reader *reader, struct span span)
{
	return diag_error(reader->in.diags, span,
	                  "more than %d lists and dicts in one another", TOML_DEPTH);
}

/* The tree. */

static struct str index_key(struct reader *reader, const struct node *parent,
                            struct str key)
{
	buf_reset(&reader->name);
	buf_add(&reader->name,
	        (struct str){ (const char *)&parent->number, sizeof(parent->number) });
	buf_add(&reader->name, key);
	return buf_str(&reader->name);
}

static struct node *find(struct reader *reader, const struct node *parent, struct str key)
{
	uint32_t number = table_find(&reader->index, index_key(reader, parent, key));

	return number == TABLE_NONE ? NULL : reader->nodes[number];
}

static void append(struct node *parent, struct node *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	parent->count++;
	child->depth = parent->depth + 1;
}

static struct node *add(struct reader *reader, struct node *parent, enum node_kind kind,
                        const struct part *part)
{
	struct arena *arena = reader->in.arena;
	struct node *node = ARENA_NEW(arena, struct node);
	struct str key = arena_str(arena, index_key(reader, parent, part->text));
	uint32_t number = table_add(&reader->index, key, NULL);

	if (number >= reader->node_cap) {
		reader->node_cap = reader->node_cap ? reader->node_cap * 2 : 32;
		reader->nodes = xrealloc_array(reader->nodes, reader->node_cap,
		                               sizeof(struct node *));
	}
	reader->nodes[number] = node;
	node->kind = kind;
	node->key = part->text;
	node->key_at = node->value_at = part->at;
	node->number = ++reader->numbers;
	append(parent, node);
	return node;
}

static struct value tree_value(struct arena *arena, const struct node *node);

static struct value tables_value(struct arena *arena, const struct node *node)
{
	struct value *items = ARENA_ARRAY(arena, struct value, node->count);
	size_t count = 0;

	for (const struct node *child = node->first; child; child = child->next)
		items[count++] = tree_value(arena, child);
	return value_list(items, count);
}

/* add() sees to it that no tree is deeper than TOML_DEPTH. */
static struct value tree_value(struct arena *arena, const struct node *node)
{
	struct value_entry *entries;
	size_t count = 0;

	if (node->kind == NODE_VALUE)
		return node->value;
	if (node->kind == NODE_TABLES)
		return tables_value(arena, node);
	entries = ARENA_ARRAY(arena, struct value_entry, node->count);
	for (const struct node *child = node->first; child; child = child->next)
		entries[count++] = (struct value_entry){
			.key = child->key,
			.value = tree_value(arena, child),
			.key_at = (uint32_t)child->key_at,
			.value_at = (uint32_t)child->value_at,
		};
	return value_dict(entries, count);
}

/* White space. */

static void skip_blanks(struct cursor *in)
{
	while (cursor_take(in, STR(" ")) || cursor_take(in, STR("\t")))
		;
}

static bool skip_comment(struct cursor *in)
{
	if (!cursor_take(in, STR("#")))
		return true;
	for (; in->at < in->text.len && !cursor_sees(in, STR("\n")) &&
	       !cursor_sees(in, STR("\r\n"));
	     in->at++) {
		char c = in->text.ptr[in->at];

		if ((c >= 0 && c < ' ' && c != '\t') || c == 0x7f)
			return diag_error(in->diags, cursor_character(in),
			                  "a control character in a comment");
	}
	return true;
}

static bool take_newline(struct cursor *in)
{
	return cursor_take(in, STR("\n")) || cursor_take(in, STR("\r\n"));
}

/* Blanks, comments and ends of lines: what may stand between the items of an array. */
static bool skip_lines(struct cursor *in)
{
	do {
		skip_blanks(in);
		if (!skip_comment(in))
			return false;
	} while (take_newline(in));
	return true;
}

static bool end_line(struct cursor *in)
{
	skip_blanks(in);
	if (!skip_comment(in))
		return false;
	if (in->at == in->text.len || take_newline(in))
		return true;
	return cursor_expected(in, "the end of the line");
}

/* Keys. */

static bool no_key(const struct cursor *in)
{
	cursor_expected(in, "a key");
	if (in->at < in->text.len && (in->text.ptr[in->at] & 0x80))
		diag_hint(in->diags, "put a key of other letters than a to z in quotes");
	return false;
}

static bool take_part(struct cursor *in, struct part *part)
{
	part->at = in->at;
	if (cursor_sees(in, STR("\"")) || cursor_sees(in, STR("'"))) {
		if (!literal_string(in, false, &part->text))
			return false;
	} else {
		while (in->at < in->text.len &&
		       (is_alnum(in->text.ptr[in->at]) || cursor_sees(in, STR("_")) ||
		        cursor_sees(in, STR("-"))))
			in->at++;
		part->text = str_slice(in->text, part->at, in->at);
		if (part->text.len == 0)
			return no_key(in);
	}
	part->end = in->at;
	skip_blanks(in);
	return true;
}

static bool duplicate(struct reader *reader, const struct part *part,
                      const struct node *first, const char *what)
{
	struct cursor *in = &reader->in;

	diag_error(in->diags, (struct span){ in->source, part->at, part->end },
	           "duplicate %s '%.*s'", what, STR_ARG(part->text));
	diag_note(in->diags, (struct span){ in->source, first->key_at, first->key_at },
	          "first at");
	return false;
}

static bool not_a_table(struct reader *reader, const struct part *part,
                        const struct node *node)
{
	struct cursor *in = &reader->in;

	diag_error(in->diags, (struct span){ in->source, part->at, part->end },
	           "nothing can be added to '%.*s'", STR_ARG(part->text));
	diag_note(in->diags, (struct span){ in->source, node->key_at, node->key_at },
	          "it is complete at");
	return false;
}

/* The table that a part before the last names, made if it is not there. */
static struct node *enter(struct reader *reader, struct node *parent,
                          const struct part *part, enum table_origin origin)
{
	struct node *node = find(reader, parent, part->text);

	if (!node) {
		if (parent->depth == TOML_DEPTH) {
			too_deep(reader,
			         (struct span){ reader->in.source, part->at, part->end });
			return NULL;
		}
		node = add(reader, parent, NODE_TABLE, part);
		node->origin = origin;
		return node;
	}
	if (node->kind == NODE_TABLES && origin == TABLE_IMPLIED)
		return node->last;
	if (node->kind != NODE_TABLE ||
	    (origin == TABLE_DOTTED && node->origin == TABLE_HEADER)) {
		not_a_table(reader, part, node);
		return NULL;
	}
	if (origin == TABLE_DOTTED)
		node->origin = TABLE_DOTTED;
	return node;
}

/* Follow a dotted key from *table; *table and *last are then those of its last part. */
static bool take_key(struct reader *reader, enum table_origin origin, struct node **table,
                     struct part *last)
{
	if (!take_part(&reader->in, last))
		return false;
	while (cursor_take(&reader->in, STR("."))) {
		*table = enter(reader, *table, last, origin);
		skip_blanks(&reader->in);
		if (!*table || !take_part(&reader->in, last))
			return false;
	}
	return true;
}

/* key = value */
static bool read_entry(struct reader *reader, struct node *table)
{
	struct cursor *in = &reader->in;
	const struct node *first;
	struct node *node;
	struct part part;

	if (!take_key(reader, TABLE_DOTTED, &table, &part))
		return false;
	if (!cursor_take(in, STR("="))) {
		cursor_expected(in, "'='");
		diag_hint(in->diags, "TOML writes 'key = value'");
		return false;
	}
	first = find(reader, table, part.text);
	if (first)
		return duplicate(reader, &part, first, "key");
	skip_blanks(in);
	node = add(reader, table, NODE_VALUE, &part);
	node->value_at = in->at;
	return read_value(reader, node->depth, &node->value);
}

/* Values. */

/* Behind an item of the array or inline table at start: *done if the bracket closed it.
 */
static bool take_comma(struct cursor *in, size_t start, struct str close, bool *done)
{
	bool is_array = str_eq(close, STR("]"));

	*done = cursor_take(in, close);
	if (*done || cursor_take(in, STR(",")))
		return true;
	cursor_expected(in, is_array ? "',' or ']'" : "',' or '}'");
	diag_note(in->diags, (struct span){ in->source, start, start },
	          is_array ? "the array begins at" : "the table begins at");
	return false;
}

static bool read_array(struct reader *reader, unsigned depth, struct value *value)
{
	struct cursor *in = &reader->in;
	struct value_builder items = { .arena = in->arena };
	size_t start = in->at - 1;
	bool done;

	if (!skip_lines(in))
		return false;
	done = cursor_take(in, STR("]"));
	while (!done) {
		struct value item;

		if (!read_value(reader, depth + 1, &item))
			return false;
		value_add_item(&items, item);
		if (!skip_lines(in) || !take_comma(in, start, STR("]"), &done))
			return false;
		if (done)
			break;
		/* A comma behind the last item is allowed here. */
		if (!skip_lines(in))
			return false;
		done = cursor_take(in, STR("]"));
	}
	*value = value_built_list(&items);
	return true;
}

static bool read_inline_table(struct reader *reader, unsigned depth, struct value *value)
{
	struct cursor *in = &reader->in;
	struct node table = { .kind = NODE_TABLE,
		              .number = ++reader->numbers,
		              .depth = depth };
	size_t start = in->at - 1;
	bool done;

	skip_blanks(in);
	done = cursor_take(in, STR("}"));
	while (!done) {
		if (!read_entry(reader, &table))
			return false;
		skip_blanks(in);
		if (!take_comma(in, start, STR("}"), &done))
			return false;
		skip_blanks(in);
	}
	*value = tree_value(in->arena, &table);
	return true;
}

static bool read_value(struct reader *reader, unsigned depth, struct value *value)
{
	struct cursor *in = &reader->in;
	bool is_array = cursor_sees(in, STR("["));
	struct str text;

	if (is_array || cursor_sees(in, STR("{"))) {
		if (depth >= TOML_DEPTH)
			return too_deep(reader, cursor_character(in));
		in->at++;
		return is_array ? read_array(reader, depth, value)
		                : read_inline_table(reader, depth, value);
	}
	if (!cursor_sees(in, STR("\"")) && !cursor_sees(in, STR("'")))
		return literal_word(in, value);
	if (!literal_string(in, true, &text))
		return false;
	*value = value_str(text);
	return true;
}

/* Headers. */

/* One more table of [[name]]; *table is the one above it, then the new one. */
static bool add_table(struct reader *reader, const struct part *part, struct node **table)
{
	struct node *array = find(reader, *table, part->text);
	struct node *item;

	if (!array)
		array = add(reader, *table, NODE_TABLES, part);
	else if (array->kind != NODE_TABLES)
		return duplicate(reader, part, array, "key");
	item = ARENA_NEW(reader->in.arena, struct node);
	item->kind = NODE_TABLE;
	item->origin = TABLE_HEADER;
	item->number = ++reader->numbers;
	append(array, item);
	*table = item;
	return true;
}

static bool define_table(struct reader *reader, const struct part *part,
                         struct node **table)
{
	struct node *node = find(reader, *table, part->text);

	if (node && (node->kind != NODE_TABLE || node->origin != TABLE_IMPLIED))
		return duplicate(reader, part, node,
		                 node->kind == NODE_TABLE ? "table" : "key");
	if (!node)
		node = add(reader, *table, NODE_TABLE, part);
	node->origin = TABLE_HEADER;
	node->key_at = node->value_at = part->at;
	*table = node;
	return true;
}

/* [name] or [[name]]; *table is the root, then what the lines below it add to. */
static bool read_header(struct reader *reader, struct node **table)
{
	struct cursor *in = &reader->in;
	bool is_array = cursor_take(in, STR("[["));
	struct part part;

	if (!is_array)
		cursor_take(in, STR("["));
	skip_blanks(in);
	if (!take_key(reader, TABLE_IMPLIED, table, &part))
		return false;
	if (!cursor_take(in, is_array ? STR("]]") : STR("]")))
		return cursor_expected(in, is_array ? "']]'" : "']'");
	if ((*table)->depth + is_array >= TOML_DEPTH)
		return too_deep(reader, (struct span){ in->source, part.at, part.end });
	return is_array ? add_table(reader, &part, table)
	                : define_table(reader, &part, table);
}

static bool read_document(struct reader *reader, struct node *root)
{
	struct cursor *in = &reader->in;
	struct node *table = root;

	for (;;) {
		if (!skip_lines(in))
			return false;
		if (in->at == in->text.len)
			return true;
		if (cursor_sees(in, STR("["))) {
			table = root;
			if (!read_header(reader, &table))
				return false;
		} else if (!read_entry(reader, table)) {
			return false;
		}
		if (!end_line(in))
			return false;
	}
}

bool toml_parse(const struct source *source, size_t start, size_t end,
                struct arena *arena, struct value *out, struct diags *diags)
{
	struct reader reader = { .in = { .source = source,
		                         .text = str_slice(source->text, 0, end),
		                         .at = start,
		                         .arena = arena,
		                         .diags = diags } };
	struct node root = { .kind = NODE_TABLE, .origin = TABLE_HEADER };
	bool ok = read_document(&reader, &root);

	*out = tree_value(arena, &root);
	table_clear(&reader.index);
	buf_clear(&reader.name);
	free(reader.nodes);
	return ok;
}
