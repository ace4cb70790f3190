/*
 * Python's methods that templates call on strings, lists and dicts. Those that have a
 * filter of the same meaning are that filter.
 */
#include "base/text.h"
#include "base/utf8.h"
#include "template/formatting.h"
#include "template/natives.h"
#include "template/operators.h"

static struct str own_text(const struct template_call *call)
{
	return value_text(call->args[0]);
}

/* A part of the text, or one made of it: as safe as the text. */
static bool give(struct template_call *call, struct value *result, struct str text)
{
	*result = value_str(text);
	result->safe = call->args[0].safe;
	return true;
}

static bool need_text(struct template_call *call, size_t arg)
{
	return call->args[arg].type == VALUE_STR || native_needs(call, arg, "a string");
}

static bool method_upper(struct template_call *call, struct value *result)
{
	return give(call, result, text_upper(call->arena, own_text(call)));
}

static bool method_lower(struct template_call *call, struct value *result)
{
	return give(call, result, text_lower(call->arena, own_text(call)));
}

static bool method_title(struct template_call *call, struct value *result)
{
	return give(call, result, text_title(call->arena, own_text(call)));
}

static bool method_capitalize(struct template_call *call, struct value *result)
{
	return give(call, result, text_capitalize(call->arena, own_text(call)));
}

static bool strips(struct str chars, bool given, struct str letter)
{
	if (given)
		return str_contains(chars, letter);
	return code_is_space(utf8_next(letter, &(size_t){ 0 }));
}

static struct str strip(struct template_call *call, bool start, bool end)
{
	struct str text = own_text(call), chars = native_text(call, 1, STR(""));
	bool given = native_is_given(call, 1) && call->args[1].type != VALUE_NONE;
	size_t at;

	while (start && text.len) {
		at = 0;
		utf8_next(text, &at);
		if (!strips(chars, given, str_slice(text, 0, at)))
			break;
		text = str_from(text, at);
	}
	while (end && text.len) {
		at = text.len;
		utf8_previous(text, &at);
		if (!strips(chars, given, str_from(text, at)))
			break;
		text = str_slice(text, 0, at);
	}
	return text;
}

static bool method_strip(struct template_call *call, struct value *result)
{
	return give(call, result, strip(call, true, true));
}

static bool method_lstrip(struct template_call *call, struct value *result)
{
	return give(call, result, strip(call, true, false));
}

static bool method_rstrip(struct template_call *call, struct value *result)
{
	return give(call, result, strip(call, false, true));
}

static void add_part(struct template_call *call, struct value_builder *parts,
                     struct str text)
{
	struct value part;

	give(call, &part, text);
	value_add_item(parts, part);
}

static void split_space(struct template_call *call, struct value_builder *parts,
                        int64_t max)
{
	struct str rest = str_trim_start(own_text(call));

	while (rest.len) {
		size_t len = 0;

		if (max >= 0 && (int64_t)parts->count == max) {
			add_part(call, parts, str_trim_end(rest));
			return;
		}
		while (len < rest.len && !is_space(rest.ptr[len]))
			len++;
		add_part(call, parts, str_slice(rest, 0, len));
		rest = str_trim_start(str_from(rest, len));
	}
}

static bool method_split(struct template_call *call, struct value *result)
{
	struct value_builder parts = { .arena = call->arena };
	struct str rest = own_text(call), separator = native_text(call, 1, STR(""));
	bool by_space = !native_is_given(call, 1) || call->args[1].type == VALUE_NONE;
	int64_t max;

	if (!native_int(call, 2, -1, &max))
		return false;
	if (by_space) {
		split_space(call, &parts, max);
		*result = value_built_list(&parts);
		return true;
	}
	if (!need_text(call, 1))
		return false;
	if (!separator.len)
		return call_error(call, "'split' needs a separator that is not empty");
	for (;;) {
		size_t at = str_find(rest, separator);

		if (at == STR_NONE || (max >= 0 && (int64_t)parts.count >= max))
			break;
		add_part(call, &parts, str_slice(rest, 0, at));
		rest = str_from(rest, at + separator.len);
	}
	add_part(call, &parts, rest);
	*result = value_built_list(&parts);
	return true;
}

static bool method_rsplit(struct template_call *call, struct value *result)
{
	struct str text = own_text(call), separator = native_text(call, 1, STR(" "));
	struct value_builder parts = { .arena = call->arena };
	struct value *items;
	int64_t max;

	if (!native_int(call, 2, -1, &max))
		return false;
	if (max < 0)
		return method_split(call, result);
	if (!separator.len)
		return call_error(call, "'rsplit' needs a separator that is not empty");
	while ((int64_t)parts.count < max) {
		size_t at = text.len;

		while (at >= separator.len &&
		       !str_eq(str_slice(text, at - separator.len, at), separator))
			at--;
		if (at < separator.len)
			break;
		add_part(call, &parts, str_from(text, at));
		text = str_slice(text, 0, at - separator.len);
	}
	add_part(call, &parts, text);
	items = parts.data;
	for (size_t i = 0; i < parts.count / 2; i++) {
		struct value other = items[parts.count - 1 - i];

		items[parts.count - 1 - i] = items[i];
		items[i] = other;
	}
	*result = value_built_list(&parts);
	return true;
}

static bool method_splitlines(struct template_call *call, struct value *result)
{
	struct value_builder parts = { .arena = call->arena };
	struct str rest = own_text(call), line;

	while (str_next_line(&rest, &line))
		add_part(call, &parts, line);
	*result = value_built_list(&parts);
	return true;
}

static bool method_join(struct template_call *call, struct value *result)
{
	struct sequence sequence;
	struct buf out = { 0 };

	if (!native_sequence(call, 1, &sequence))
		return false;
	for (size_t i = 0; i < sequence.count && out.len <= TEMPLATE_MEMORY; i++) {
		struct value item = sequence_at(&sequence, i);

		if (item.type != VALUE_STR) {
			buf_clear(&out);
			return call_error(call, "'join' needs strings, not %s",
			                  value_type_name(item));
		}
		if (i)
			buf_add(&out, own_text(call));
		if (call->args[0].safe)
			item = value_escape(call->arena, item);
		buf_add(&out, value_text(item));
	}
	give(call, result, buf_keep(&out, call->arena));
	buf_clear(&out);
	return true;
}

static bool method_startswith(struct template_call *call, struct value *result)
{
	if (!need_text(call, 1))
		return false;
	*result = value_bool(str_has_prefix(own_text(call), value_text(call->args[1])));
	return true;
}

static bool method_endswith(struct template_call *call, struct value *result)
{
	if (!need_text(call, 1))
		return false;
	*result = value_bool(str_has_suffix(own_text(call), value_text(call->args[1])));
	return true;
}

/* Where the needle begins, in code points; -1 if it does not occur. */
static int64_t find_code(struct str text, struct str needle, bool last)
{
	size_t at = str_find(text, needle), next;

	if (at == STR_NONE)
		return -1;
	if (last && !needle.len)
		at = text.len;
	while (last && at < text.len) {
		next = str_find(str_from(text, at + 1), needle);
		if (next == STR_NONE)
			break;
		at += 1 + next;
	}
	return (int64_t)utf8_length(str_slice(text, 0, at));
}

static bool method_find(struct template_call *call, struct value *result)
{
	if (!need_text(call, 1))
		return false;
	*result = value_int(find_code(own_text(call), value_text(call->args[1]), false));
	return true;
}

static bool method_rfind(struct template_call *call, struct value *result)
{
	if (!need_text(call, 1))
		return false;
	*result = value_int(find_code(own_text(call), value_text(call->args[1]), true));
	return true;
}

static bool method_index(struct template_call *call, struct value *result)
{
	return method_find(call, result) &&
	       (result->integer >= 0 || call_error(call, "'%.*s' does not occur",
	                                           STR_ARG(value_text(call->args[1]))));
}

static bool method_count(struct template_call *call, struct value *result)
{
	struct str rest = own_text(call), needle = value_text(call->args[1]);
	int64_t count = 0;
	size_t at;

	if (!need_text(call, 1))
		return false;
	if (!needle.len) {
		*result = value_int((int64_t)utf8_length(rest) + 1);
		return true;
	}
	while ((at = str_find(rest, needle)) != STR_NONE) {
		rest = str_from(rest, at + needle.len);
		count++;
	}
	*result = value_int(count);
	return true;
}

static bool method_format(struct template_call *call, struct value *result)
{
	return format_braces(native_vm(call), call->args[0], call->rest, call->rest_count,
	                     call->args[1], result);
}

/* As Python says it: at least one character, and all of them so. */
static bool all_codes(struct template_call *call, bool (*is)(uint32_t code),
                      struct value *result)
{
	struct str text = own_text(call);
	bool all = text.len > 0;

	for (size_t at = 0; at < text.len && all;)
		all = is(utf8_next(text, &at));
	*result = value_bool(all);
	return true;
}

static bool method_isdigit(struct template_call *call, struct value *result)
{
	return all_codes(call, code_is_digit, result);
}

static bool method_isalpha(struct template_call *call, struct value *result)
{
	return all_codes(call, code_is_letter, result);
}

static bool method_isspace(struct template_call *call, struct value *result)
{
	return all_codes(call, code_is_space, result);
}

static bool code_is_alnum(uint32_t code)
{
	return code_is_letter(code) || code_is_digit(code);
}

static bool method_isalnum(struct template_call *call, struct value *result)
{
	return all_codes(call, code_is_alnum, result);
}

static bool method_isupper(struct template_call *call, struct value *result)
{
	struct str upper = text_upper(call->arena, own_text(call));

	*result = value_bool(str_eq(upper, own_text(call)) &&
	                     !str_eq(upper, text_lower(call->arena, own_text(call))));
	return true;
}

static bool method_islower(struct template_call *call, struct value *result)
{
	struct str lower = text_lower(call->arena, own_text(call));

	*result = value_bool(str_eq(lower, own_text(call)) &&
	                     !str_eq(lower, text_upper(call->arena, own_text(call))));
	return true;
}

static bool pad(struct template_call *call, int64_t left, int64_t right, char with,
                struct value *result)
{
	struct buf out = { 0 };

	if (left > FORMAT_WIDTH || right > FORMAT_WIDTH)
		return call_error(call, "width is too large (more than %d)",
		                  FORMAT_WIDTH);
	buf_add_chars(&out, with, left > 0 ? (size_t)left : 0);
	buf_add(&out, own_text(call));
	buf_add_chars(&out, with, right > 0 ? (size_t)right : 0);
	give(call, result, buf_keep(&out, call->arena));
	buf_clear(&out);
	return true;
}

static bool room_left(struct template_call *call, int64_t *room)
{
	int64_t width;

	if (!native_int(call, 1, 0, &width))
		return false;
	*room = width - (int64_t)utf8_length(own_text(call));
	if (*room < 0)
		*room = 0;
	return true;
}

static char pad_char(struct template_call *call)
{
	struct str with = native_text(call, 2, STR(" "));

	return with.len ? with.ptr[0] : ' ';
}

static bool method_ljust(struct template_call *call, struct value *result)
{
	int64_t room;

	return room_left(call, &room) && pad(call, 0, room, pad_char(call), result);
}

static bool method_rjust(struct template_call *call, struct value *result)
{
	int64_t room;

	return room_left(call, &room) && pad(call, room, 0, pad_char(call), result);
}

static bool method_center(struct template_call *call, struct value *result)
{
	int64_t room, left;

	if (!room_left(call, &room))
		return false;
	left = room / 2 + (room & (room + (int64_t)utf8_length(own_text(call))) & 1);
	return pad(call, left, room - left, pad_char(call), result);
}

static bool method_zfill(struct template_call *call, struct value *result)
{
	struct str text = own_text(call);
	bool sign = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');
	struct buf out = { 0 };
	int64_t room;

	if (!room_left(call, &room))
		return false;
	if (room > FORMAT_WIDTH)
		return call_error(call, "width is too large (more than %d)",
		                  FORMAT_WIDTH);
	buf_add(&out, str_slice(text, 0, sign));
	buf_add_chars(&out, '0', (size_t)room);
	buf_add(&out, str_from(text, sign));
	give(call, result, buf_keep(&out, call->arena));
	buf_clear(&out);
	return true;
}

static bool partition(struct template_call *call, bool last, struct value *result)
{
	struct str text = own_text(call), separator = value_text(call->args[1]);
	struct value_builder parts = { .arena = call->arena };
	size_t at = str_find(text, separator), next;

	if (!need_text(call, 1))
		return false;
	if (!separator.len)
		return call_error(call, "the separator cannot be empty");
	while (last && at != STR_NONE &&
	       (next = str_find(str_from(text, at + 1), separator)) != STR_NONE)
		at += 1 + next;
	if (at == STR_NONE) {
		add_part(call, &parts, last ? STR("") : text);
		add_part(call, &parts, STR(""));
		add_part(call, &parts, last ? text : STR(""));
	} else {
		add_part(call, &parts, str_slice(text, 0, at));
		add_part(call, &parts, separator);
		add_part(call, &parts, str_from(text, at + separator.len));
	}
	*result = value_built_list(&parts);
	result->tuple = true;
	return true;
}

static bool method_partition(struct template_call *call, struct value *result)
{
	return partition(call, false, result);
}

static bool method_rpartition(struct template_call *call, struct value *result)
{
	return partition(call, true, result);
}

static bool method_replace(struct template_call *call, struct value *result)
{
	const struct native *filter =
		native_find(&native_vm(call)->set->filters, STR("replace"));

	return need_text(call, 1) && need_text(call, 2) && filter->run(call, result);
}

static bool method_removeprefix(struct template_call *call, struct value *result)
{
	struct str text = own_text(call);

	if (!need_text(call, 1))
		return false;
	str_skip_prefix(&text, value_text(call->args[1]));
	return give(call, result, text);
}

static bool method_removesuffix(struct template_call *call, struct value *result)
{
	struct str text = own_text(call);

	if (!need_text(call, 1))
		return false;
	str_skip_suffix(&text, value_text(call->args[1]));
	return give(call, result, text);
}

const struct template_function string_methods[] = {
	{ "capitalize", "s", method_capitalize },
	{ "center", "s, width, fillchar=", method_center },
	{ "count", "s, sub", method_count },
	{ "endswith", "s, suffix", method_endswith },
	{ "find", "s, sub", method_find },
	{ "format", "s, *, **", method_format },
	{ "index", "s, sub", method_index },
	{ "isalnum", "s", method_isalnum },
	{ "isalpha", "s", method_isalpha },
	{ "isdigit", "s", method_isdigit },
	{ "islower", "s", method_islower },
	{ "isspace", "s", method_isspace },
	{ "isupper", "s", method_isupper },
	{ "join", "s, iterable", method_join },
	{ "ljust", "s, width, fillchar=", method_ljust },
	{ "lower", "s", method_lower },
	{ "lstrip", "s, chars=", method_lstrip },
	{ "partition", "s, sep", method_partition },
	{ "removeprefix", "s, prefix", method_removeprefix },
	{ "removesuffix", "s, suffix", method_removesuffix },
	{ "replace", "s, old, new, count=", method_replace },
	{ "rfind", "s, sub", method_rfind },
	{ "rjust", "s, width, fillchar=", method_rjust },
	{ "rpartition", "s, sep", method_rpartition },
	{ "rsplit", "s, sep=, maxsplit=", method_rsplit },
	{ "rstrip", "s, chars=", method_rstrip },
	{ "split", "s, sep=, maxsplit=", method_split },
	{ "splitlines", "s", method_splitlines },
	{ "startswith", "s, prefix", method_startswith },
	{ "strip", "s, chars=", method_strip },
	{ "title", "s", method_title },
	{ "upper", "s", method_upper },
	{ "zfill", "s, width", method_zfill },
	{ 0 },
};
