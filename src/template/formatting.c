#include "template/formatting.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "template/operators.h"

/* Flags, width and precision of one conversion, of either kind. */
struct spec {
	uint32_t fill; /* a code point; 0: a space */
	char align;    /* < > ^ = or 0 */
	char sign;     /* + space or 0 */
	bool alternate, zero, percent;
	char grouping;        /* , _ or 0 */
	int width, precision; /* precision -1: none */
	char type;
};

struct format {
	struct vm *vm;
	struct buf out;
	bool safe;
};

static void pad_to(struct buf *out, const struct spec *spec, struct str text, char align)
{
	int length = (int)utf8_length(text);
	int room = spec->width > length ? spec->width - length : 0;
	int left = align == '>' ? room : align == '^' ? room / 2 : 0;

	for (int i = 0; i < left; i++)
		utf8_add(out, spec->fill ? spec->fill : ' ');
	buf_add(out, text);
	for (int i = left; i < room; i++)
		utf8_add(out, spec->fill ? spec->fill : ' ');
}

static void format_text(struct format *format, const struct spec *spec,
                        struct value value, bool repr)
{
	struct arena *arena = format->vm->arena;
	struct buf text = { 0 }, padded = { 0 };
	struct str shown;

	if (repr)
		print_repr(&text, arena, value);
	else
		buf_add(&text,
		        value_to_text(arena,
		                      format->safe ? value_escape(arena, value) : value));
	shown = buf_str(&text);
	if (spec->precision >= 0)
		shown = utf8_prefix(shown, (size_t)spec->precision);
	pad_to(&padded, spec, shown, spec->align ? spec->align : '<');
	if (repr && format->safe)
		buf_add(&format->out,
		        value_text(value_escape(arena, value_str(buf_str(&padded)))));
	else
		buf_add(&format->out, buf_str(&padded));
	buf_clear(&text);
	buf_clear(&padded);
}

/* Digits with a separator between each three. */
static void add_grouped(struct buf *out, struct str digits, char separator)
{
	size_t whole = 0;

	while (whole < digits.len && is_digit(digits.ptr[whole]))
		whole++;
	for (size_t i = 0; i < whole; i++) {
		if (separator && i && (whole - i) % 3 == 0)
			buf_add_char(out, separator);
		buf_add_char(out, digits.ptr[i]);
	}
	buf_add(out, str_from(digits, whole));
}

/* A number's digits with sign and prefix, padded; zeros go between. */
static void add_number(struct format *format, const struct spec *spec, bool negative,
                       const char *prefix, struct str digits)
{
	struct buf body = { 0 }, all = { 0 };
	int used;

	add_grouped(&body, digits, spec->grouping);
	if (negative)
		buf_add_char(&all, '-');
	else if (spec->sign)
		buf_add_char(&all, spec->sign);
	buf_add(&all, str_of(prefix));
	used = (int)(all.len + body.len);
	if (spec->zero || spec->align == '=')
		for (int i = used; i < spec->width; i++)
			utf8_add(&all, spec->zero || !spec->fill
			                       ? (spec->zero ? '0' : ' ')
			                       : spec->fill);
	buf_add(&all, buf_str(&body));
	pad_to(&format->out, spec, buf_str(&all),
	       spec->align && spec->align != '=' ? spec->align : '>');
	buf_clear(&body);
	buf_clear(&all);
}

static void format_integer(struct format *format, const struct spec *spec, int64_t n)
{
	unsigned long long magnitude =
		n < 0 ? -(unsigned long long)n : (unsigned long long)n;
	char digits[72];
	const char *prefix = "";
	size_t at = sizeof(digits) - 1;

	if (spec->type == 'b') {
		digits[at] = '\0';
		do {
			digits[--at] = (char)('0' + (magnitude & 1));
			magnitude >>= 1;
		} while (magnitude);
		add_number(format, spec, n < 0, spec->alternate ? "0b" : "",
		           str_of(digits + at));
		return;
	}
	snprintf(digits, sizeof(digits),
	         spec->type == 'x'   ? "%llx"
	         : spec->type == 'X' ? "%llX"
	         : spec->type == 'o' ? "%llo"
	                             : "%llu",
	         magnitude);
	if (spec->alternate)
		prefix = spec->type == 'x'   ? "0x"
		         : spec->type == 'X' ? "0X"
		         : spec->type == 'o' ? "0o"
		                             : "";
	add_number(format, spec, n < 0, prefix, str_of(digits));
}

static void format_float(struct format *format, const struct spec *spec, double n)
{
	struct buf text = { 0 };
	int precision = spec->precision < 0 ? 6 : spec->precision;
	double magnitude = n < 0 ? -n : n;
	char type = spec->type;

	switch (type) {
	case 'e':
		buf_printf(&text, "%.*e", precision, magnitude);
		break;
	case 'E':
		buf_printf(&text, "%.*E", precision, magnitude);
		break;
	case 'g':
		buf_printf(&text, "%.*g", precision, magnitude);
		break;
	case 'G':
		buf_printf(&text, "%.*G", precision, magnitude);
		break;
	case 0:
		if (spec->precision < 0)
			value_format_float(&text, magnitude);
		else
			buf_printf(&text, "%.*g", precision ? precision : 1, magnitude);
		break;
	default:
		buf_printf(&text, "%.*f", precision, magnitude);
	}
	if (spec->percent)
		buf_add_char(&text, '%');
	add_number(format, spec, n < 0, "", buf_str(&text));
	buf_clear(&text);
}

/* A decimal number at *at, which may be missing. */
static bool read_count(struct str text, size_t *at, int *count)
{
	for (*count = 0; *at < text.len && is_digit(text.ptr[*at]); (*at)++) {
		*count = *count * 10 + (text.ptr[*at] - '0');
		if (*count > FORMAT_WIDTH)
			return false;
	}
	return true;
}

static bool too_wide(struct format *format)
{
	return vm_error(format->vm, "width is too large (more than %d)", FORMAT_WIDTH);
}

/* ---- "%s" */

struct percent {
	struct format format;
	struct str text;
	size_t at;
	struct value values;
	uint32_t next;
};

static bool next_value(struct percent *percent, struct value *value)
{
	struct value values = percent->values;

	if (values.type != VALUE_LIST || !values.tuple) {
		if (percent->next++)
			return vm_error(percent->format.vm,
			                "not enough values for the format");
		*value = values;
		return true;
	}
	if (percent->next >= values.len)
		return vm_error(percent->format.vm, "not enough values for the format");
	*value = values.items[percent->next++];
	return true;
}

static bool format_number(struct format *format, struct spec *spec, struct value value)
{
	if (!value_is_number(value))
		return vm_error(format->vm, "format '%c' needs a number, not %s",
		                spec->type, value_type_name(value));
	if (strchr("diu", spec->type) || strchr("xXo", spec->type)) {
		if (strchr("xXo", spec->type) && value.type == VALUE_FLOAT)
			return vm_error(format->vm,
			                "format '%c' needs an integer, not %s",
			                spec->type, value_type_name(value));
		format_integer(format, spec, value_to_int(value));
	} else {
		format_float(format, spec, value_to_float(value));
	}
	return true;
}

/* Name, flags, width and precision of one conversion. */
static bool read_percent(struct percent *percent, struct spec *spec, struct value *value,
                         bool *named)
{
	struct str text = percent->text;
	size_t close;

	*named = percent->at < text.len && text.ptr[percent->at] == '(';
	if (*named) {
		close = str_find_char(str_from(text, percent->at), ')');
		if (close == STR_NONE || percent->values.type != VALUE_DICT)
			return vm_error(percent->format.vm, "format needs named values");
		*value = value_get(percent->values,
		                   str_slice(text, percent->at + 1, percent->at + close));
		if (value->type == VALUE_UNDEFINED)
			return vm_error(percent->format.vm, "format has no value '%.*s'",
			                (int)close - 1, text.ptr + percent->at + 1);
		percent->at += close + 1;
	}
	for (; percent->at < text.len && strchr("-+ #0", text.ptr[percent->at]);
	     percent->at++) {
		char flag = text.ptr[percent->at];

		spec->align = flag == '-' ? '<' : spec->align;
		spec->sign =
			flag == '+' || (flag == ' ' && !spec->sign) ? flag : spec->sign;
		spec->alternate |= flag == '#';
		spec->zero |= flag == '0';
		if (!flag)
			break;
	}
	if (!read_count(text, &percent->at, &spec->width))
		return too_wide(&percent->format);
	if (percent->at < text.len && text.ptr[percent->at] == '.') {
		percent->at++;
		if (!read_count(text, &percent->at, &spec->precision))
			return too_wide(&percent->format);
	}
	if (spec->align == '<')
		spec->zero = false;
	return true;
}

static bool convert_percent(struct percent *percent)
{
	struct spec spec = { .precision = -1 };
	struct value value = UNDEFINED;
	bool named;

	if (!read_percent(percent, &spec, &value, &named))
		return false;
	spec.type =
		percent->at < percent->text.len ? percent->text.ptr[percent->at++] : '\0';
	if (spec.type == '%') {
		buf_add_char(&percent->format.out, '%');
		return true;
	}
	if (!spec.type || !strchr("srdiufFeEgGxXoc", spec.type)) {
		vm_error(percent->format.vm, "unknown conversion in the format");
		diag_hint(percent->format.vm->diags, "a percent sign is written '%%%%'");
		return false;
	}
	if (!named && !next_value(percent, &value))
		return false;
	if (spec.type == 's' || spec.type == 'r') {
		if (!spec.align)
			spec.align = '>';
		format_text(&percent->format, &spec, value, spec.type == 'r');
		return true;
	}
	if (spec.type == 'c') {
		if (value.type == VALUE_INT)
			utf8_add(&percent->format.out, (uint32_t)value.integer);
		else
			buf_add(&percent->format.out, value_text(value));
		return true;
	}
	return format_number(&percent->format, &spec, value);
}

static bool finish(struct format *format, bool ok, struct value *result)
{
	if (ok && vm_charge(format->vm, format->out.len)) {
		*result = value_str(buf_keep(&format->out, format->vm->arena));
		result->safe = format->safe;
	} else {
		ok = false;
	}
	buf_clear(&format->out);
	return ok;
}

bool format_percent(struct vm *vm, struct value text, struct value values,
                    struct value *result)
{
	struct percent percent = { .format = { .vm = vm, .safe = text.safe },
		                   .text = value_text(text),
		                   .values = values };
	bool ok = true;

	while (ok && percent.at < percent.text.len) {
		size_t plain = str_find_char(str_from(percent.text, percent.at), '%');

		if (plain == STR_NONE)
			plain = percent.text.len - percent.at;
		buf_add(&percent.format.out,
		        str_slice(percent.text, percent.at, percent.at + plain));
		percent.at += plain + 1;
		if (percent.at <= percent.text.len)
			ok = convert_percent(&percent) &&
			     (percent.format.out.len <= TEMPLATE_MEMORY ||
			      vm_charge(vm, percent.format.out.len));
	}
	if (ok && values.type == VALUE_LIST && values.tuple && percent.next < values.len)
		ok = vm_error(vm, "too many values for the format");
	return finish(&percent.format, ok, result);
}

/* ---- "{}" */

struct braces {
	struct format format;
	struct str text;
	size_t at;
	const struct value *args;
	size_t count, next;
	struct value named;
};

/* The value of a field "0.name[key]". */
static bool field_value(struct braces *braces, struct str field, struct value *value)
{
	struct vm *vm = braces->format.vm;
	size_t len = 0;
	int64_t index;
	struct str first;

	while (len < field.len && field.ptr[len] != '.' && field.ptr[len] != '[')
		len++;
	first = str_slice(field, 0, len);
	if (!first.len)
		index = (int64_t)braces->next++;
	if (!first.len || str_to_int(first, &index)) {
		if (index < 0 || (size_t)index >= braces->count)
			return vm_error(vm, "not enough values for the format");
		*value = braces->args[index];
	} else {
		*value = value_get(braces->named, first);
		if (value->type == VALUE_UNDEFINED)
			return vm_error(vm, "format has no value '%.*s'", STR_ARG(first));
	}
	while (len < field.len) {
		bool bracket = field.ptr[len] == '[';
		size_t start = ++len;
		struct str part;

		while (len < field.len &&
		       (bracket ? field.ptr[len] != ']'
		                : field.ptr[len] != '.' && field.ptr[len] != '['))
			len++;
		part = str_slice(field, start, len);
		len += bracket;
		if (!vm_item(vm, *value,
		             bracket && str_to_int(part, &index) ? value_int(index)
		                                                 : value_str(part),
		             value))
			return false;
	}
	return true;
}

static bool is_align(char c)
{
	return c == '<' || c == '>' || c == '^' || c == '=';
}

static bool read_spec(struct braces *braces, struct str text, struct spec *spec)
{
	size_t at = 0, second = 0;

	if (text.len)
		utf8_next(text, &second);
	if (second && second < text.len && is_align(text.ptr[second])) {
		size_t start = 0;

		spec->fill = utf8_next(text, &start);
		spec->align = text.ptr[second];
		at = second + 1;
	} else if (text.len && is_align(text.ptr[0])) {
		spec->align = text.ptr[at++];
	}
	if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == ' '))
		spec->sign = text.ptr[at++];
	else if (at < text.len && text.ptr[at] == '-')
		at++;
	if (at < text.len && text.ptr[at] == '#') {
		spec->alternate = true;
		at++;
	}
	if (at < text.len && text.ptr[at] == '0') {
		spec->zero = !spec->align;
		at++;
	}
	if (!read_count(text, &at, &spec->width))
		return too_wide(&braces->format);
	if (at < text.len && (text.ptr[at] == ',' || text.ptr[at] == '_'))
		spec->grouping = text.ptr[at++];
	if (at < text.len && text.ptr[at] == '.') {
		at++;
		if (!read_count(text, &at, &spec->precision))
			return too_wide(&braces->format);
	}
	if (at < text.len)
		spec->type = text.ptr[at++];
	return at == text.len ||
	       vm_error(braces->format.vm, "bad format '%.*s'", STR_ARG(text));
}

static bool format_by_spec(struct braces *braces, struct spec *spec, struct value value)
{
	struct format *format = &braces->format;

	if (value_is_number(value) && spec->type != 's' &&
	    !(value.type == VALUE_BOOL && !spec->type)) {
		bool integer = value.type != VALUE_FLOAT &&
		               (!spec->type || strchr("dxXob", spec->type));

		if (spec->type && !strchr("dxXobeEfFgG%", spec->type))
			return vm_error(format->vm, "unknown format '%c' for a number",
			                spec->type);
		if (value.type == VALUE_FLOAT && spec->type &&
		    strchr("dxXob", spec->type))
			return vm_error(format->vm,
			                "format '%c' needs an integer, not %s",
			                spec->type, value_type_name(value));
		if (spec->type == '%') {
			spec->type = 'f';
			spec->percent = true;
			format_float(format, spec, value_to_float(value) * 100);
		} else if (integer) {
			format_integer(format, spec, value_to_int(value));
		} else {
			format_float(format, spec, value_to_float(value));
		}
		return true;
	}
	if (spec->type && spec->type != 's')
		return vm_error(format->vm, "format '%c' needs a number, not %s",
		                spec->type, value_type_name(value));
	format_text(format, spec, value, false);
	return true;
}

/* One {field!r:spec}, from behind its brace. */
static bool convert_braces(struct braces *braces)
{
	struct str field, conversion = STR(""), rest = str_from(braces->text, braces->at),
			  spec_text;
	size_t close = str_find_char(rest, '}');
	struct spec spec = { .precision = -1 };
	struct value value;

	if (close == STR_NONE)
		return vm_error(braces->format.vm, "'{' is never closed in the format");
	braces->at += close + 1;
	str_cut(str_slice(rest, 0, close), ':', &field, &spec_text);
	str_cut(field, '!', &field, &conversion);
	if (!field_value(braces, field, &value))
		return false;
	if (!read_spec(braces, spec_text, &spec))
		return false;
	if (str_eq(conversion, STR("r"))) {
		format_text(&braces->format, &spec, value, true);
		return true;
	}
	if (str_eq(conversion, STR("s")))
		value = value_to_str(braces->format.vm->arena, value);
	return format_by_spec(braces, &spec, value);
}

bool format_braces(struct vm *vm, struct value text, const struct value *args,
                   size_t count, struct value named, struct value *result)
{
	struct braces braces = { .format = { .vm = vm, .safe = text.safe },
		                 .text = value_text(text),
		                 .args = args,
		                 .count = count,
		                 .named = named };
	bool ok = true;

	while (ok && braces.at < braces.text.len) {
		char c = braces.text.ptr[braces.at++];
		bool twice =
			braces.at < braces.text.len && braces.text.ptr[braces.at] == c;

		if (c != '{' && c != '}') {
			buf_add_char(&braces.format.out, c);
		} else if (twice) {
			buf_add_char(&braces.format.out, c);
			braces.at++;
		} else if (c == '{') {
			ok = convert_braces(&braces) &&
			     (braces.format.out.len <= TEMPLATE_MEMORY ||
			      vm_charge(vm, braces.format.out.len));
		} else {
			ok = vm_error(vm, "'}' stands alone in the format");
		}
	}
	return finish(&braces.format, ok, result);
}
