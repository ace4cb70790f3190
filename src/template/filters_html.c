/*
 * Filters at the border of HTML, URLs and JSON.
 */
#include <stdlib.h>

#include "base/entities.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/text.h"
#include "base/utf8.h"
#include "template/natives.h"
#include "template/operators.h"

static bool give(struct template_call *call, struct value *result, struct buf *text,
                 bool safe)
{
	bool ok = vm_charge(native_vm(call), text->len);

	if (ok)
		*result = value_str(buf_keep(text, call->arena));
	result->safe = safe;
	buf_clear(text);
	return ok;
}

static bool filter_safe(struct template_call *call, struct value *result)
{
	*result = value_to_str(call->arena, call->args[0]);
	result->safe = true;
	return true;
}

static bool filter_escape(struct template_call *call, struct value *result)
{
	*result = value_escape(call->arena, call->args[0]);
	return true;
}

static bool filter_forceescape(struct template_call *call, struct value *result)
{
	struct value text = value_to_str(call->arena, call->args[0]);

	text.safe = false;
	*result = value_escape(call->arena, text);
	return true;
}

/* Text with tags and comments gone, one space for any, entities as characters. */
static bool filter_striptags(struct template_call *call, struct value *result)
{
	struct str rest = value_to_text(call->arena, call->args[0]);
	struct buf plain = { 0 }, out = { 0 };
	size_t at;

	while ((at = str_find(rest, STR("<!--"))) != STR_NONE) {
		size_t end = str_find(str_from(rest, at), STR("-->"));

		if (end == STR_NONE)
			break;
		buf_add(&plain, str_slice(rest, 0, at));
		rest = str_from(rest, at + end + 3);
	}
	buf_add(&plain, rest);
	rest = buf_keep(&plain, call->arena);
	buf_reset(&plain);
	while ((at = str_find_char(rest, '<')) != STR_NONE) {
		size_t end = str_find_char(str_from(rest, at), '>');

		if (end == STR_NONE)
			break;
		buf_add(&plain, str_slice(rest, 0, at));
		rest = str_from(rest, at + end + 1);
	}
	buf_add(&plain, rest);
	unescape_html(&out, text_squeeze(call->arena, buf_str(&plain)));
	buf_clear(&plain);
	return give(call, result, &out, false);
}

/* ---- JSON */

/* What has no JSON is an error, as in Python; objects that print are strings. */
static bool to_json(struct template_call *call, struct value value, struct value *plain,
                    unsigned depth)
{
	struct value_builder built = { .arena = call->arena };
	struct sequence sequence;

	*plain = value;
	if (depth > JSON_DEPTH)
		return call_error(call,
		                  "value is nested too deeply (more than %d levels)",
		                  JSON_DEPTH);
	if (value.type == VALUE_UNDEFINED)
		return native_needs(call, 0, "a value");
	if (value.type == VALUE_OBJECT && value.object->class->print &&
	    !value.object->class->item && !value.object->class->call) {
		*plain = value.object->class->print(value.object, call->arena);
		return true;
	}
	if (value.type == VALUE_OBJECT && !value.object->class->item)
		return call_error(call, "'tojson' cannot write %s",
		                  value_type_name(value));
	if (value.type != VALUE_LIST && value.type != VALUE_DICT &&
	    value.type != VALUE_OBJECT)
		return true;
	if (!sequence_of(call->arena, value, &sequence) ||
	    !vm_charge(native_vm(call), sequence.count * sizeof(struct value_entry)))
		return false;
	for (size_t i = 0; i < sequence.count; i++) {
		struct value item = value.type == VALUE_DICT ? value.entries[i].value
		                                             : sequence_at(&sequence, i);

		if (!to_json(call, item, &item, depth + 1))
			return false;
		if (value.type == VALUE_DICT)
			value_add(&built, value.entries[i].key, item);
		else
			value_add_item(&built, item);
	}
	*plain = value.type == VALUE_DICT ? value_built_dict(&built)
	                                  : value_built_list(&built);
	return true;
}

static bool filter_tojson(struct template_call *call, struct value *result)
{
	struct buf out = { 0 };
	struct value plain;
	int64_t indent;

	if (!native_int(call, 1, 0, &indent) || !to_json(call, call->args[0], &plain, 0))
		return false;
	if (indent < 0 || indent > 16)
		return call_error(call, "indent must be between 0 and 16");
	json_write(&out, plain, JSON_IN_HTML | JSON_SORTED, (unsigned)indent);
	return give(call, result, &out, true);
}

/* ---- URLs */

static void quote_for_query(struct buf *out, struct str text)
{
	struct buf quoted = { 0 };

	escape_url(&quoted, text, "");
	for (struct str rest = buf_str(&quoted); rest.len;) {
		if (str_skip_prefix(&rest, STR("%20"))) {
			buf_add_char(out, '+');
		} else {
			buf_add_char(out, rest.ptr[0]);
			rest = str_from(rest, 1);
		}
	}
	buf_clear(&quoted);
}

static void add_parameter(struct template_call *call, struct buf *out, struct str key,
                          struct value value)
{
	if (out->len)
		buf_add_char(out, '&');
	quote_for_query(out, key);
	buf_add_char(out, '=');
	quote_for_query(out, value_to_text(call->arena, value));
}

static bool filter_urlencode(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];
	struct sequence sequence, pair;
	struct buf out = { 0 };

	if (value.type != VALUE_DICT && value.type != VALUE_LIST) {
		escape_url(&out, value_to_text(call->arena, value), "/");
		return give(call, result, &out, false);
	}
	if (!native_sequence(call, 0, &sequence))
		return false;
	for (size_t i = 0; i < sequence.count; i++) {
		if (value.type == VALUE_DICT) {
			add_parameter(call, &out, value.entries[i].key,
			              value.entries[i].value);
			continue;
		}
		if (!sequence_of(call->arena, value.items[i], &pair) || pair.count != 2) {
			buf_clear(&out);
			return native_needs(call, 0,
			                    "a string, a dict or a list of pairs");
		}
		add_parameter(call, &out,
		              value_to_text(call->arena, sequence_at(&pair, 0)),
		              sequence_at(&pair, 1));
	}
	return give(call, result, &out, false);
}

static bool filter_xmlattr(struct template_call *call, struct value *result)
{
	struct value dict = call->args[0];
	struct buf out = { 0 };

	if (dict.type != VALUE_DICT)
		return native_needs(call, 0, "a dict");
	for (uint32_t i = 0; i < dict.len; i++) {
		struct str key = dict.entries[i].key;
		struct value value = dict.entries[i].value;

		if (value.type == VALUE_NONE || value.type == VALUE_UNDEFINED)
			continue;
		for (size_t c = 0; c < key.len; c++) {
			if (is_space(key.ptr[c]) ||
			    str_contains(STR("/>="), str_slice(key, c, c + 1))) {
				buf_clear(&out);
				return call_error(
					call, "'%.*s' is not the name of an attribute",
					STR_ARG(key));
			}
		}
		if (out.len || native_bool(call, 1, true))
			buf_add_char(&out, ' ');
		escape_html(&out, key);
		buf_puts(&out, "=\"");
		buf_add(&out, value_text(value_escape(call->arena, value)));
		buf_add_char(&out, '"');
	}
	return give(call, result, &out, call->autoescape);
}

/* ---- pprint */

#define PPRINT_WIDTH 80

static void pretty(struct buf *out, struct arena *arena, struct value value,
                   size_t indent, size_t after, unsigned depth);

static void pretty_item(struct buf *out, struct arena *arena, const struct value *key,
                        struct value value, size_t indent, size_t after, unsigned depth)
{
	if (key) {
		size_t start = out->len;

		print_repr(out, arena, *key);
		buf_puts(out, ": ");
		indent += out->len - start;
	}
	pretty(out, arena, value, indent, after, depth);
}

/* As Python's pprint: on one line if it fits, else one item a line. */
static void pretty(struct buf *out, struct arena *arena, struct value value,
                   size_t indent, size_t after, unsigned depth)
{
	bool dict = value.type == VALUE_DICT;
	struct buf flat = { 0 };
	bool fits;

	print_repr(&flat, arena, value);
	fits = flat.len + indent + after <= PPRINT_WIDTH;
	if (fits || (value.type != VALUE_LIST && !dict) || depth >= VALUE_NESTING / 8) {
		buf_add(out, buf_str(&flat));
		buf_clear(&flat);
		return;
	}
	buf_clear(&flat);
	buf_add_char(out, dict ? '{' : value.tuple ? '(' : '[');
	for (uint32_t i = 0; i < value.len; i++) {
		size_t follows = i + 1 < value.len ? 1 : after + 1;

		if (i) {
			buf_puts(out, ",\n");
			buf_add_chars(out, ' ', indent + 1);
		}
		if (dict) {
			struct value key = value_str(value.entries[i].key);

			pretty_item(out, arena, &key, value.entries[i].value, indent + 1,
			            follows, depth + 1);
		} else {
			pretty_item(out, arena, NULL, value.items[i], indent + 1, follows,
			            depth + 1);
		}
	}
	buf_add_char(out, dict ? '}' : value.tuple ? ')' : ']');
}

static int by_key(const void *a, const void *b)
{
	return str_cmp(((const struct value_entry *)a)->key,
	               ((const struct value_entry *)b)->key);
}

/* Dicts in the order of their keys, all the way down. */
static struct value sort_dicts(struct arena *arena, struct value value, unsigned depth)
{
	struct value_entry *entries;

	if ((value.type != VALUE_DICT && value.type != VALUE_LIST) ||
	    depth >= VALUE_NESTING)
		return value;
	if (value.type == VALUE_LIST) {
		struct value *items = ARENA_ARRAY(arena, struct value, value.len);

		for (uint32_t i = 0; i < value.len; i++)
			items[i] = sort_dicts(arena, value.items[i], depth + 1);
		value.items = items;
		return value;
	}
	entries = ARENA_ARRAY(arena, struct value_entry, value.len);
	for (uint32_t i = 0; i < value.len; i++) {
		entries[i] = value.entries[i];
		entries[i].value = sort_dicts(arena, value.entries[i].value, depth + 1);
	}
	qsort(entries, value.len, sizeof(*entries), by_key);
	value.entries = entries;
	return value;
}

static bool filter_pprint(struct template_call *call, struct value *result)
{
	struct buf out = { 0 };
	size_t parts = 0;

	if (!value_is_shallow(call->args[0], &parts))
		return call_error(call,
		                  "value is too large (more than %d levels or %zu parts)",
		                  VALUE_NESTING, VALUE_PARTS);
	pretty(&out, call->arena, sort_dicts(call->arena, call->args[0], 0), 0, 0, 0);
	return give(call, result, &out, false);
}

const struct template_function html_filters[] = {
	{ "e", "s", filter_escape },
	{ "escape", "s", filter_escape },
	{ "forceescape", "value", filter_forceescape },
	{ "pprint", "value", filter_pprint },
	{ "safe", "value", filter_safe },
	{ "striptags", "value", filter_striptags },
	{ "tojson", "value, indent=", filter_tojson },
	{ "urlencode", "value", filter_urlencode },
	{ "xmlattr", "d, autospace=", filter_xmlattr },
	{ 0 },
};
