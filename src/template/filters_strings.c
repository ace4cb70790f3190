/*
 * Filters that make text out of text. What was safe stays safe, as with Markup in Python.
 */
#include "base/date.h"
#include "base/text.h"
#include "base/utf8.h"
#include "template/formatting.h"
#include "template/natives.h"
#include "template/operators.h"

/* The filtered value as a string that is or is not safe. */
static struct value subject(struct template_call *call)
{
	return value_to_str(call->arena, call->args[0]);
}

static bool give(struct value *result, struct str text, bool safe)
{
	*result = value_str(text);
	result->safe = safe;
	return true;
}

static bool give_buf(struct template_call *call, struct value *result, struct buf *text,
                     bool safe)
{
	bool ok = vm_charge(native_vm(call), text->len);

	if (ok)
		give(result, buf_keep(text, call->arena), safe);
	buf_clear(text);
	return ok;
}

static bool filter_upper(struct template_call *call, struct value *result)
{
	struct value text = subject(call);

	return give(result, text_upper(call->arena, value_text(text)), text.safe);
}

static bool filter_lower(struct template_call *call, struct value *result)
{
	struct value text = subject(call);

	return give(result, text_lower(call->arena, value_text(text)), text.safe);
}

static bool filter_capitalize(struct template_call *call, struct value *result)
{
	struct value text = subject(call);

	return give(result, text_capitalize(call->arena, value_text(text)), text.safe);
}

static bool begins_word(uint32_t code)
{
	return code == '-' || code == '(' || code == '{' || code == '[' || code == '<' ||
	       code_is_space(code);
}

/* Not Python's title(): "it's" keeps its small s. */
static bool filter_title(struct template_call *call, struct value *result)
{
	struct str text = value_text(subject(call));
	struct buf out = { 0 };
	bool start = true;

	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t code = utf8_next(text, &at);
		struct str letter = str_slice(text, from, at);

		if (begins_word(code)) {
			start = true;
			buf_add(&out, letter);
			continue;
		}
		if (code < 0x80)
			buf_add_char(&out,
			             start ? to_upper((char)code) : to_lower((char)code));
		else
			buf_add(&out, start ? text_upper(call->arena, letter)
			                    : text_lower(call->arena, letter));
		start = false;
	}
	return give_buf(call, result, &out, false);
}

static bool is_in(struct str set, struct str letter)
{
	return set.len ? str_contains(set, letter)
	               : code_is_space(utf8_next(letter, &(size_t){ 0 }));
}

static bool filter_trim(struct template_call *call, struct value *result)
{
	struct value value = subject(call);
	struct str text = value_text(value), chars = native_text(call, 1, STR(""));
	size_t start = 0, end = text.len, at;

	while (start < end) {
		at = start;
		utf8_next(text, &at);
		if (!is_in(chars, str_slice(text, start, at)))
			break;
		start = at;
	}
	while (end > start) {
		at = end;
		utf8_previous(text, &at);
		if (!is_in(chars, str_slice(text, at, end)))
			break;
		end = at;
	}
	return give(result, str_slice(text, start, end), value.safe);
}

static bool filter_string(struct template_call *call, struct value *result)
{
	*result = subject(call);
	return true;
}

/* Every occurrence of old, up to count of them. */
static void replace_text(struct buf *out, struct str text, struct str old, struct str new,
                         int64_t count)
{
	size_t at = 0;

	while (count != 0) {
		size_t found;

		if (old.len == 0) {
			size_t from = at;

			buf_add(out, new);
			if (at >= text.len)
				return;
			utf8_next(text, &at);
			buf_add(out, str_slice(text, from, at));
			count--;
			continue;
		}
		found = str_find(str_from(text, at), old);
		if (found == STR_NONE)
			break;
		buf_add(out, str_slice(text, at, at + found));
		buf_add(out, new);
		at += found + old.len;
		count--;
	}
	buf_add(out, str_from(text, at));
}

static bool filter_replace(struct template_call *call, struct value *result)
{
	struct value text = subject(call);
	struct value old = value_to_str(call->arena, call->args[1]);
	struct value new = value_to_str(call->arena, call->args[2]);
	struct buf out = { 0 };
	int64_t count;

	if (!native_int(call, 3, -1, &count))
		return false;
	if (!vm_charge(native_vm(call),
	               ((size_t)text.len + 1) * new.len / (old.len ? old.len : 1)))
		return false;
	if (call->autoescape && (old.safe || (new.safe && !text.safe)))
		text = value_escape(call->arena, text);
	if (text.safe) {
		old = value_escape(call->arena, old);
		new = value_escape(call->arena, new);
	}
	replace_text(&out, value_text(text), value_text(old), value_text(new), count);
	return give_buf(call, result, &out, text.safe);
}

static bool filter_truncate(struct template_call *call, struct value *result)
{
	struct value text = subject(call), end;
	struct str kept;
	int64_t length, leeway;
	size_t end_length, cut;
	struct buf out = { 0 };

	if (!native_int(call, 1, 255, &length) || !native_int(call, 4, 5, &leeway))
		return false;
	end = native_is_given(call, 3) ? value_to_str(call->arena, call->args[3])
	                               : value_str(STR("..."));
	end_length = utf8_length(value_text(end));
	if (length < (int64_t)end_length)
		return call_error(call, "'truncate' to %lld leaves no room for '%.*s'",
		                  (long long)length, STR_ARG(value_text(end)));
	if ((int64_t)utf8_length(value_text(text)) <= length + leeway) {
		*result = text;
		return true;
	}
	kept = utf8_prefix(value_text(text), (size_t)length - end_length);
	cut = str_find_last_char(kept, ' ');
	if (!native_bool(call, 2, false) && cut != STR_NONE)
		kept = str_slice(kept, 0, cut);
	if (text.safe)
		end = value_escape(call->arena, end);
	buf_add(&out, kept);
	buf_add(&out, value_text(end));
	return give_buf(call, result, &out, text.safe);
}

static bool filter_center(struct template_call *call, struct value *result)
{
	struct value text = subject(call);
	int64_t width, length = (int64_t)utf8_length(value_text(text)), left;
	struct buf out = { 0 };

	if (!native_int(call, 1, 80, &width))
		return false;
	if (width <= length) {
		*result = text;
		return true;
	}
	if (width > FORMAT_WIDTH)
		return call_error(call, "width is too large (more than %d)",
		                  FORMAT_WIDTH);
	/* Python puts the odd space left when the width is odd too */
	left = (width - length) / 2 + ((width - length) & width & 1);
	buf_add_chars(&out, ' ', (size_t)left);
	buf_add(&out, value_text(text));
	buf_add_chars(&out, ' ', (size_t)(width - length - left));
	return give_buf(call, result, &out, text.safe);
}

static bool filter_indent(struct template_call *call, struct value *result)
{
	struct value text = subject(call), by = call->args[1];
	struct str rest = value_text(text), line, indent;
	struct buf spaces = { 0 }, out = { 0 };
	bool first = true, blank = native_bool(call, 3, false);
	int64_t width = 4;

	if (call->args[0].type == VALUE_UNDEFINED)
		return native_needs(call, 0, "a string");
	if (by.type != VALUE_STR && !native_int(call, 1, 4, &width))
		return false;
	if (width > FORMAT_WIDTH)
		return call_error(call, "width is too large (more than %d)",
		                  FORMAT_WIDTH);
	if (!vm_charge(native_vm(call),
	               (size_t)text.len * (by.type == VALUE_STR ? by.len : 1)))
		return false;
	buf_add_chars(&spaces, ' ', width > 0 ? (size_t)width : 0);
	indent = by.type == VALUE_STR ? value_text(by) : buf_str(&spaces);
	if (native_bool(call, 2, false))
		buf_add(&out, indent);
	while (rest.len || first) {
		bool last = str_find_char(rest, '\n') == STR_NONE;

		if (!str_next_line(&rest, &line))
			line = STR("");
		if (!first && (line.len || blank))
			buf_add(&out, indent);
		buf_add(&out, line);
		if (!last)
			buf_add_char(&out, '\n');
		if (!last && !rest.len && blank)
			buf_add(&out, indent);
		first = false;
	}
	buf_clear(&spaces);
	return give_buf(call, result, &out, text.safe);
}

static bool filter_wordcount(struct template_call *call, struct value *result)
{
	struct str text = value_text(subject(call));
	bool inside = false;
	int64_t count = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);
		bool word = code == '_' || code_is_letter(code) || code_is_digit(code);

		count += word && !inside;
		inside = word;
	}
	*result = value_int(count);
	return true;
}

/* ---- wordwrap */

struct wrap {
	struct buf out;
	struct str separator;
	int64_t width;
	bool break_words, break_hyphens;
	bool any; /* a line has been written */
};

/* The code point that ends before text[*at], which moves there; 0 at the start. */
static uint32_t step_back(struct str text, size_t *at)
{
	return *at ? utf8_previous(text, at) : 0;
}

static uint32_t step(struct str text, size_t *at)
{
	return *at < text.len ? utf8_next(text, at) : 0;
}

static bool is_letter(uint32_t code)
{
	return code == '_' || code_is_letter(code);
}

/* What Python's textwrap takes for a part of a word beside a dash. */
static bool is_word_code(uint32_t code)
{
	return is_letter(code) || code_is_digit(code) || code == '!' || code == '"' ||
	       code == '\'' || code == '&' || code == '.' || code == ',' || code == '?';
}

/* How many hyphens begin at the place. */
static size_t hyphens(struct str text, size_t at)
{
	size_t count = 0;

	while (at + count < text.len && text.ptr[at + count] == '-')
		count++;
	return count;
}

/* Is [at, end) a dash of two or more hyphens between words? */
static bool is_dash(struct str text, size_t at, size_t end)
{
	size_t before = at, after = end;
	uint32_t next = step(text, &after);

	return end - at >= 2 && is_word_code(step_back(text, &before)) &&
	       (is_letter(next) || code_is_digit(next));
}

/* Behind the hyphen of a compound: "well-known", not "a-b" or "3-4". */
static bool is_compound(struct str text, size_t at)
{
	size_t before = at - 1, after = at;
	uint32_t last = step_back(text, &before), other = step_back(text, &before);
	bool word = is_letter(last) && is_letter(other);

	if (!word && is_word_code(last) && other == '-')
		word = is_letter(step_back(text, &before));
	if (!word || !is_letter(step(text, &after)))
		return false;
	if (after < text.len && text.ptr[after] == '-')
		after++;
	return is_letter(step(text, &after));
}

/* May a line end before text[at], inside of a word? */
static bool is_break(struct str text, size_t at)
{
	size_t before = at;

	if (text.ptr[at] == '-')
		return text.ptr[at - 1] != '-' &&
		       is_dash(text, at, at + hyphens(text, at));
	while (before > 0 && text.ptr[before - 1] == '-')
		before--;
	if (before == at)
		return false;
	return is_dash(text, before, at) || is_compound(text, at);
}

/* The next chunk that may not be broken: space, or a word up to behind its hyphen. */
static struct str next_chunk(const struct wrap *wrap, struct str text, size_t start)
{
	bool space = is_space(text.ptr[start]);
	size_t at = start + 1, end = text.len;

	/* of a word that is broken anyway, no more than a line is worth looking at */
	if (wrap->break_words && !space && wrap->width < FORMAT_WIDTH &&
	    end - start > 4 * (size_t)(wrap->width + 1))
		end = start + 4 * (size_t)(wrap->width + 1);
	while (at < end && is_space(text.ptr[at]) == space &&
	       (space || !wrap->break_hyphens || !is_break(text, at)))
		at++;
	return str_slice(text, start, at);
}

/* How much of a word too long for any line goes on this one. */
static struct str break_word(const struct wrap *wrap, struct str word, int64_t room)
{
	struct str fits = utf8_prefix(word, (size_t)room);
	size_t hyphen = str_find_last_char(fits, '-');

	if (wrap->break_hyphens && fits.len < word.len && hyphen != STR_NONE &&
	    hyphens(fits, 0) < hyphen)
		return str_slice(fits, 0, hyphen + 1);
	return fits;
}

static void wrap_line(struct wrap *wrap, struct str line)
{
	line = str_trim_end(line);
	if (!line.len)
		return;
	if (wrap->any)
		buf_add(&wrap->out, wrap->separator);
	buf_add(&wrap->out, line);
	wrap->any = true;
}

/*
 * [start, at) is the line so far, used so wide. What does not fit begins the next line;
 * space there is dropped.
 */
static void wrap_paragraph(struct wrap *wrap, struct str text)
{
	size_t start = 0, at = 0;
	int64_t used = 0;

	while (at < text.len) {
		struct str chunk = next_chunk(wrap, text, at);
		int64_t length = (int64_t)utf8_length(chunk);
		bool space = is_space(chunk.ptr[0]);

		if (start == at && start > 0 && space) {
			start = at += chunk.len;
			continue;
		}
		if (used + length <= wrap->width) {
			at += chunk.len;
			used += length;
			continue;
		}
		if (length > wrap->width && wrap->break_words && !space)
			at += break_word(wrap, chunk, wrap->width - used).len;
		else if (start == at)
			at += chunk.len;
		wrap_line(wrap, str_slice(text, start, at));
		start = at;
		used = 0;
	}
	wrap_line(wrap, str_slice(text, start, text.len));
}

static bool filter_wordwrap(struct template_call *call, struct value *result)
{
	struct str rest = value_text(subject(call)), line;
	struct wrap wrap = { .break_words = native_bool(call, 2, true),
		             .separator = native_text(call, 3, STR("\n")),
		             .break_hyphens = native_bool(call, 4, true) };
	bool first = true;

	if (call->args[0].type == VALUE_UNDEFINED)
		return native_needs(call, 0, "a string");
	if (!native_int(call, 1, 79, &wrap.width))
		return false;
	if (wrap.width < 1)
		return call_error(call, "'wordwrap' needs a width above 0");
	if (!vm_charge(native_vm(call), rest.len * (1 + wrap.separator.len)))
		return false;
	while (str_next_line(&rest, &line)) {
		if (!first)
			buf_add(&wrap.out, wrap.separator);
		first = false;
		wrap.any = false;
		wrap_paragraph(&wrap, line);
	}
	return give_buf(call, result, &wrap.out, false);
}

/* ---- Ours */

static bool filter_format(struct template_call *call, struct value *result)
{
	struct value named = call->args[1];
	struct value args = value_list(call->rest, call->rest_count);

	if (named.len && call->rest_count)
		return call_error(
			call, "'format' takes positional or named arguments, not both");
	args.tuple = true;
	return format_percent(native_vm(call), subject(call), named.len ? named : args,
	                      result);
}

static bool filter_slugify(struct template_call *call, struct value *result)
{
	return give(result, text_slug(call->arena, value_text(subject(call))), false);
}

/* {{ article.date | date("%-d %B %Y") }}: nothing for a date that is not there. */
static bool filter_date(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];
	struct str text = value_text(subject(call));
	struct str format = native_text(call, 1, STR("%Y-%m-%d"));
	struct buf out = { 0 };
	struct date date;
	size_t bad = 0;

	*result = value_str(STR(""));
	if (value.type == VALUE_UNDEFINED || value.type == VALUE_NONE || !text.len)
		return true;
	if ((value.type != VALUE_STR && value.type != VALUE_OBJECT) ||
	    !date_parse(text, &date))
		return call_error(call, "'%.*s' is not a date", STR_ARG(text));
	if (!date_format(date, format,
	                 native_text(call, 2, native_vm(call)->host->language), &out,
	                 &bad)) {
		struct str rest = utf8_prefix(str_from(format, bad), 2);

		buf_clear(&out);
		call_error(call, "date has no conversion '%.*s'", STR_ARG(rest));
		diag_hint(
			native_vm(call)->diags,
			"day %%d or %%-d, month %%m or %%B, year %%Y; a percent sign is %%%%");
		return false;
	}
	return give_buf(call, result, &out, false);
}

const struct template_function string_filters[] = {
	{ "capitalize", "s", filter_capitalize },
	{ "center", "value, width=", filter_center },
	{ "date", "value, format=, language=", filter_date },
	{ "format", "value, *, **", filter_format },
	{ "indent", "s, width=, first=, blank=", filter_indent },
	{ "lower", "s", filter_lower },
	{ "replace", "s, old, new, count=", filter_replace },
	{ "slugify", "value", filter_slugify },
	{ "string", "object", filter_string },
	{ "title", "s", filter_title },
	{ "trim", "value, chars=", filter_trim },
	{ "truncate", "s, length=, killwords=, end=, leeway=", filter_truncate },
	{ "upper", "s", filter_upper },
	{ "wordcount", "s", filter_wordcount },
	{ "wordwrap", "s, width=, break_long_words=, wrapstring=, break_on_hyphens=",
	  filter_wordwrap },
	{ 0 },
};
