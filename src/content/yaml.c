#include "content/yaml.h"

#include <stdlib.h>
#include <yaml.h>

#include "base/dict.h"
#include "base/table.h"
#include "content/complaint.h"
#include "content/schema.h"

#define TAG_PREFIX "tag:yaml.org,2002:"

/* A value and what it weighs: aliases make small texts into large values. */
struct node {
	struct value value;
	size_t count;    /* of values, itself included */
	unsigned height; /* of lists and dicts in one another */
};

struct anchor {
	struct node node;
	bool is_open; /* it is being read: an alias to it would be endless */
};

struct reader {
	yaml_parser_t parser;
	yaml_event_t event; /* the one at hand */
	const struct source *source;
	struct arena *arena;
	struct diags *diags;

	size_t start, end;   /* of the document, in bytes of the source */
	bool is_ascii;       /* then characters are bytes */
	size_t chars, bytes; /* a place in both units, where the last look-up ended */
	yaml_mark_t quoted_start, quoted_end; /* the last scalar in quotes */

	struct table anchor_names;
	struct anchor *anchors;
	size_t anchor_cap;

	size_t count;
	unsigned depth;
};

static bool read_node(struct reader *in, struct node *node);

static bool is_ascii(struct str text)
{
	char all = 0;

	for (size_t i = 0; i < text.len; i++)
		all |= text.ptr[i];
	return !(all & 0x80);
}

static bool is_continuation(char c)
{
	return (c & 0xc0) == 0x80;
}

/*
 * libyaml counts characters. Events come in the order of the text, so that the walk
 * from the last place is short; errors may point back.
 */
static size_t byte_of(struct reader *in, const yaml_mark_t *mark)
{
	const char *text = in->source->text.ptr;
	size_t at = in->bytes;

	if (in->is_ascii) {
		at = in->start + mark->index;
		return at < in->end ? at : in->end;
	}
	for (; in->chars < mark->index && at < in->end; in->chars++)
		do
			at++;
		while (at < in->end && is_continuation(text[at]));
	for (; in->chars > mark->index && at > in->start; in->chars--)
		do
			at--;
		while (at > in->start && is_continuation(text[at]));
	in->bytes = at;
	return at;
}

static size_t event_start(struct reader *in)
{
	return byte_of(in, &in->event.start_mark);
}

static struct span event_span(struct reader *in)
{
	size_t start = event_start(in);

	return (struct span){ in->source, start, byte_of(in, &in->event.end_mark) };
}

static bool syntax_error(struct reader *in)
{
	const yaml_parser_t *parser = &in->parser;
	struct complaint complaint = {
		.problem = parser->problem,
		.end = in->end,
		.quoted_start = byte_of(in, &in->quoted_start),
		.quoted_end = byte_of(in, &in->quoted_end),
	};

	if (parser->error == YAML_MEMORY_ERROR)
		out_of_memory(0);
	if (parser->error == YAML_READER_ERROR) {
		size_t at = in->start + parser->problem_offset;

		diag_error(in->diags, (struct span){ in->source, at, at + 1 },
		           "a control character (U+%04X)",
		           (unsigned)parser->problem_value);
		diag_hint(in->diags, "remove it");
		return false;
	}
	complaint.context = byte_of(in, parser->context_mark.index || parser->context
	                                        ? &parser->context_mark
	                                        : &parser->problem_mark);
	complaint.at = byte_of(in, &parser->problem_mark);
	return complain(in->source, &complaint, in->diags);
}

static bool next(struct reader *in)
{
	yaml_event_delete(&in->event);
	if (!yaml_parser_parse(&in->parser, &in->event))
		return syntax_error(in);
	return true;
}

/* Anchors and aliases. */

/* The number of a name in anchors, new or not; names are copied, events die. */
static uint32_t open_anchor(struct reader *in, const yaml_char_t *name)
{
	struct str key = str_of((const char *)name);
	uint32_t number;

	if (!name)
		return TABLE_NONE;
	number = table_find(&in->anchor_names, key);
	if (number == TABLE_NONE)
		number = table_add(&in->anchor_names, arena_str(in->arena, key), NULL);
	if (number >= in->anchor_cap) {
		in->anchor_cap = in->anchor_cap ? in->anchor_cap * 2 : 8;
		in->anchors =
			xrealloc_array(in->anchors, in->anchor_cap, sizeof(*in->anchors));
	}
	in->anchors[number].is_open = true;
	return number;
}

static void close_anchor(struct reader *in, uint32_t number, const struct node *node)
{
	if (number != TABLE_NONE)
		in->anchors[number] = (struct anchor){ *node, false };
}

static bool count_values(struct reader *in, size_t count)
{
	in->count += count;
	if (in->count <= YAML_NODES)
		return true;
	return diag_error(in->diags, event_span(in),
	                  "this text expands to more than %d values", YAML_NODES);
}

static bool too_deep(struct reader *in)
{
	return diag_error(in->diags, event_span(in),
	                  "more than %d lists and dicts in one another", YAML_DEPTH);
}

static bool read_alias(struct reader *in, struct node *node)
{
	struct str name = str_of((const char *)in->event.data.alias.anchor);
	uint32_t number = table_find(&in->anchor_names, name);

	if (number == TABLE_NONE) {
		diag_error(in->diags, event_span(in), "nothing is named '&%.*s' above",
		           STR_ARG(name));
		diag_hint(in->diags, "put a value that begins with '*' in quotes");
		return false;
	}
	if (in->anchors[number].is_open)
		return diag_error(in->diags, event_span(in),
		                  "'*%.*s' stands inside of itself", STR_ARG(name));
	*node = in->anchors[number].node;
	if (in->depth + node->height > YAML_DEPTH)
		return too_deep(in);
	return count_values(in, node->count);
}

/* Tags. */

static void warn_of_tag(struct reader *in)
{
	struct span span = event_span(in);

	for (span.end = span.start; span.end < in->end; span.end++)
		if (is_space(in->source->text.ptr[span.end]))
			break;
	diag_warn(in->diags, span, "the tag '%.*s' means nothing here and is left out",
	          STR_ARG(str_slice(in->source->text, span.start, span.end)));
	diag_hint(in->diags, "put a value that begins with '!' in quotes");
}

/* One of the core schema's tags by its short name; nothing for all others. */
static struct str core_tag(struct reader *in, const yaml_char_t *name, bool is_scalar)
{
	static const struct str known[] = {
		STR_INIT("map"),  STR_INIT("seq"),   STR_INIT("str"),
		STR_INIT("int"),  STR_INIT("float"), STR_INIT("timestamp"),
		STR_INIT("bool"), STR_INIT("null"),
	};
	struct str tag = str_of((const char *)name);

	if (tag.len == 0)
		return tag;
	if (str_eq(tag, STR("!")))
		return STR("str");
	if (str_skip_prefix(&tag, STR(TAG_PREFIX)))
		for (size_t i = is_scalar ? 2 : 0; i < (is_scalar ? ARRAY_LEN(known) : 2);
		     i++)
			if (str_eq(tag, known[i]))
				return tag;
	warn_of_tag(in);
	return (struct str){ 0 };
}

/* Nodes: each function is entered with the node's first event at hand, and left with
 * its last. */

static struct str scalar_text(const struct reader *in)
{
	return (struct str){ (const char *)in->event.data.scalar.value,
		             in->event.data.scalar.length };
}

static void note_quotes(struct reader *in)
{
	if (in->event.data.scalar.style != YAML_SINGLE_QUOTED_SCALAR_STYLE &&
	    in->event.data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		return;
	in->quoted_start = in->event.start_mark;
	in->quoted_end = in->event.end_mark;
}

static bool read_scalar(struct reader *in, struct node *node)
{
	struct str text = scalar_text(in);
	struct str tag = core_tag(in, in->event.data.scalar.tag, true);
	bool is_plain = in->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	uint32_t anchor = open_anchor(in, in->event.data.scalar.anchor);

	note_quotes(in);
	if (tag.len && !str_eq(tag, STR("str")) && !str_eq(tag, STR("timestamp"))) {
		if (!schema_resolve_as(tag, text, &node->value))
			return diag_error(in->diags, event_span(in),
			                  "'%.*s' is no !!%.*s", STR_ARG(text),
			                  STR_ARG(tag));
	} else if (tag.len || !is_plain || !schema_resolve(text, &node->value)) {
		node->value = value_str(arena_str(in->arena, text));
	}
	node->count = 1;
	close_anchor(in, anchor, node);
	return count_values(in, 1);
}

static bool read_items(struct reader *in, struct value_builder *items, unsigned *height)
{
	for (;;) {
		struct node item = { 0 };

		if (!next(in))
			return false;
		if (in->event.type == YAML_SEQUENCE_END_EVENT)
			return true;
		if (!read_node(in, &item))
			return false;
		value_add_item(items, item.value);
		if (item.height > *height)
			*height = item.height;
	}
}

static bool is_merge_key(const struct reader *in)
{
	return str_eq(scalar_text(in), STR("<<")) &&
	       in->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static bool duplicate_key(struct reader *in, const struct value_entry *first)
{
	diag_error(in->diags, event_span(in), "duplicate key '%.*s'",
	           STR_ARG(first->key));
	diag_note(in->diags, (struct span){ in->source, first->key_at, first->key_at },
	          "first at");
	return false;
}

static bool read_key(struct reader *in, struct value_entry *entry)
{
	if (in->event.type != YAML_SCALAR_EVENT) {
		diag_error(in->diags, event_span(in), "a key must be a text");
		diag_hint(in->diags,
		          "put a key that begins with '[', '{', '*' or '?' in quotes");
		return false;
	}
	note_quotes(in);
	entry->key = arena_str(in->arena, scalar_text(in));
	entry->key_at = (uint32_t)event_start(in);
	close_anchor(in, open_anchor(in, in->event.data.scalar.anchor),
	             &(struct node){ value_str(entry->key), 1, 0 });
	return true;
}

/* What "<<" brings in: what is there already stays. */
static bool merge(struct reader *in, struct dict *dict, const struct value_entry *merged)
{
	struct value value = merged->value;
	const struct value *sources = value.type == VALUE_LIST ? value.items : &value;
	size_t count = value.type == VALUE_LIST ? value.len : 1;

	for (size_t i = 0; i < count; i++) {
		if (sources[i].type != VALUE_DICT) {
			struct span span = { in->source, merged->key_at,
				             merged->key_at + 2 };

			return diag_error(in->diags, span,
			                  "'<<' wants a dict or a list of dicts");
		}
		for (uint32_t j = 0; j < sources[i].len; j++)
			if (!dict_find(dict, sources[i].entries[j].key))
				dict_add(dict, sources[i].entries[j]);
	}
	return true;
}

/* merges gets what stands behind "<<", which counts only when the dict is complete. */
static bool read_entry(struct reader *in, struct dict *dict, struct value_entry *merges,
                       unsigned *height)
{
	const struct value_entry *first;
	struct value_entry entry = { 0 };
	struct node node = { 0 };
	bool is_merge;

	if (!read_key(in, &entry))
		return false;
	is_merge = is_merge_key(in);
	first = dict_find(dict, entry.key);
	if (is_merge)
		first = merges->key.len ? merges : NULL;
	if (first)
		return duplicate_key(in, first);
	if (!next(in))
		return false;
	entry.value_at = (uint32_t)event_start(in);
	if (!read_node(in, &node))
		return false;
	entry.value = node.value;
	if (is_merge)
		*merges = entry;
	else
		dict_add(dict, entry);
	if (node.height > *height)
		*height = node.height;
	return true;
}

static bool read_entries(struct reader *in, struct dict *dict, unsigned *height)
{
	struct value_entry merges = { 0 };

	for (;;) {
		if (!next(in))
			return false;
		if (in->event.type == YAML_MAPPING_END_EVENT)
			break;
		if (!read_entry(in, dict, &merges, height))
			return false;
	}
	return merges.key.len == 0 || merge(in, dict, &merges);
}

static bool read_list(struct reader *in, struct node *node)
{
	struct value_builder items = { .arena = in->arena };

	if (!read_items(in, &items, &node->height))
		return false;
	node->value = value_built_list(&items);
	return true;
}

static bool read_dict(struct reader *in, struct node *node)
{
	struct dict dict = dict_new(in->arena);
	bool ok = read_entries(in, &dict, &node->height);

	node->value = dict_done(&dict);
	return ok;
}

static bool read_collection(struct reader *in, struct node *node)
{
	bool is_list = in->event.type == YAML_SEQUENCE_START_EVENT;
	size_t before = in->count;
	uint32_t anchor;
	bool ok;

	if (is_list) {
		core_tag(in, in->event.data.sequence_start.tag, false);
		anchor = open_anchor(in, in->event.data.sequence_start.anchor);
	} else {
		core_tag(in, in->event.data.mapping_start.tag, false);
		anchor = open_anchor(in, in->event.data.mapping_start.anchor);
	}
	if (!count_values(in, 1))
		return false;
	if (in->depth == YAML_DEPTH)
		return too_deep(in);
	in->depth++;
	ok = is_list ? read_list(in, node) : read_dict(in, node);
	in->depth--;
	node->height++;
	node->count = in->count - before;
	close_anchor(in, anchor, node);
	return ok;
}

static bool read_node(struct reader *in, struct node *node)
{
	switch (in->event.type) {
	case YAML_ALIAS_EVENT:
		return read_alias(in, node);
	case YAML_SCALAR_EVENT:
		return read_scalar(in, node);
	default:
		return read_collection(in, node);
	}
}

static bool read_document(struct reader *in, struct value *out)
{
	struct node node = { 0 };

	*out = value_dict(NULL, 0);
	if (!next(in) || !next(in)) /* the stream begins, then the document, if any */
		return false;
	if (in->event.type == YAML_STREAM_END_EVENT)
		return true;
	if (!next(in) || !read_node(in, &node))
		return false;
	if (node.value.type != VALUE_NONE)
		*out = node.value;
	if (!next(in) || !next(in))
		return false;
	if (in->event.type == YAML_STREAM_END_EVENT)
		return true;
	diag_error(in->diags, event_span(in), "a second YAML document begins here");
	diag_hint(in->diags, "keep one document in a file");
	return false;
}

bool yaml_parse(const struct source *source, size_t start, size_t end,
                struct arena *arena, struct value *out, struct diags *diags)
{
	struct str text = str_slice(source->text, start, end);
	struct reader in = {
		.source = source,
		.arena = arena,
		.diags = diags,
		.start = start,
		.end = start + text.len,
		.bytes = start,
		.is_ascii = is_ascii(text),
	};
	bool ok;

	if (!yaml_parser_initialize(&in.parser))
		out_of_memory(sizeof(in.parser));
	yaml_parser_set_encoding(&in.parser, YAML_UTF8_ENCODING);
	/* libyaml asserts that there is a pointer, if only to nothing. */
	yaml_parser_set_input_string(
		&in.parser, (const unsigned char *)(text.len ? text.ptr : ""), text.len);
	ok = read_document(&in, out);
	yaml_event_delete(&in.event);
	yaml_parser_delete(&in.parser);
	table_clear(&in.anchor_names);
	free(in.anchors);
	return ok;
}
