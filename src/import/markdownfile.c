#include "import/markdownfile.h"

#include <inttypes.h>

#include "base/attr.h"
#include "base/date.h"
#include "base/utf8.h"
#include "import/markdownescape.h"

#define INDENT 2
#define KEY_MAX                                                                 \
	1000 /* bytes: YAML takes no more than 1,024 characters for a plain key \
	      */

/* Characters that YAML takes for a line break, or does not allow. */
static bool is_unprintable(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 ||
	       code == 0x2029 || code == 0xfeff || (code >= 0xfff0 && code <= 0xffff);
}

static bool needs_escapes(struct str s)
{
	for (size_t at = 0; at < s.len;)
		if (is_unprintable(utf8_next(s, &at)))
			return true;
	return utf8_invalid(s) != STR_NONE;
}

/* What YAML 1.1 or 1.2 reads as null or a boolean, in any case of letters. */
static bool is_keyword(struct str s)
{
	static const struct str keywords[] = {
		STR_INIT("null"), STR_INIT("true"), STR_INIT("false"),
		STR_INIT("yes"),  STR_INIT("no"),   STR_INIT("on"),
		STR_INIT("off"),  STR_INIT("y"),    STR_INIT("n"),
	};

	for (size_t i = 0; i < ARRAY_LEN(keywords); i++)
		if (str_eq_nocase(s, keywords[i]))
			return true;
	return false;
}

/* A date is a string to us and is written bare; "1e5", "0x1f", "12:30" may be numbers. */
static bool may_be_number(struct str s)
{
	struct date date;
	size_t digits = 0;

	if (!is_digit(s.ptr[0]) || (s.len >= 10 && date_parse(s, &date)))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (is_digit(s.ptr[i]))
			digits++;
		else if (is_space(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80)
			return false;
	}
	return digits > 0;
}

/* May s stand without quotes as the value of a key or an item of a list? */
static bool is_plain(struct str s)
{
	unsigned char first, last;

	if (s.len == 0)
		return false;
	first = (unsigned char)s.ptr[0];
	last = (unsigned char)s.ptr[s.len - 1];
	if (!is_alnum((char)first) && first < 0x80 && first != '(' && first != '/' &&
	    first != '$')
		return false;
	if (last == ' ' || last == ':')
		return false;
	return !str_contains(s, STR(": ")) && !str_contains(s, STR(" #")) &&
	       !is_keyword(s) && !may_be_number(s);
}

static void write_double_quoted(struct buf *out, struct str s)
{
	buf_add_char(out, '"');
	for (size_t at = 0; at < s.len;) {
		uint32_t code = utf8_next(s, &at);

		if (code == '"' || code == '\\') {
			buf_add_char(out, '\\');
			buf_add_char(out, (char)code);
		} else if (code == '\n') {
			buf_puts(out, "\\n");
		} else if (code == '\t') {
			buf_puts(out, "\\t");
		} else if (is_unprintable(code)) {
			buf_printf(out, "\\u%04" PRIX32, code);
		} else {
			utf8_add(out, code);
		}
	}
	buf_add_char(out, '"');
}

static void write_single_quoted(struct buf *out, struct str s)
{
	buf_add_char(out, '\'');
	buf_add(out, s);
	buf_add_char(out, '\'');
}

void yaml_write_str(struct buf *out, struct str s)
{
	if (needs_escapes(s))
		write_double_quoted(out, s);
	else if (is_plain(s))
		buf_add(out, s);
	else if ((str_contains(s, STR("\"")) || str_contains(s, STR("\\"))) &&
	         !str_contains(s, STR("'")))
		write_single_quoted(out, s);
	else
		write_double_quoted(out, s);
}

static void write_value(struct buf *out, struct value value, unsigned depth);

static void write_scalar(struct buf *out, struct value value)
{
	switch ((enum value_type)value.type) {
	case VALUE_BOOL:
		buf_add(out, value.boolean ? STR("true") : STR("false"));
		break;
	case VALUE_INT:
		buf_add_int(out, value.integer);
		break;
	case VALUE_FLOAT:
		value_format_float(out, value.number);
		break;
	case VALUE_STR:
		yaml_write_str(out, value_text(value));
		break;
	case VALUE_LIST:
		buf_puts(out, "[]");
		break;
	case VALUE_DICT:
		buf_puts(out, "{}");
		break;
	default:
		buf_puts(out, "null");
	}
}

static bool is_block(struct value value)
{
	return (value.type == VALUE_LIST || value.type == VALUE_DICT) && value.len > 0;
}

/* "key:", or, if it is long, "? key" and ":" on a line of its own. */
static void write_key(struct buf *out, struct str key, unsigned depth)
{
	struct buf text = { 0 };

	yaml_write_str(&text, key);
	if (text.len > KEY_MAX)
		buf_puts(out, "? ");
	buf_add(out, buf_str(&text));
	if (text.len > KEY_MAX) {
		buf_add_char(out, '\n');
		buf_add_chars(out, ' ', (size_t)depth * INDENT);
	}
	buf_add_char(out, ':');
	buf_clear(&text);
}

/* The entries of a dict; the first one goes on the line that is begun already. */
static void write_entries(struct buf *out, struct value dict, unsigned depth, bool begun)
{
	for (uint32_t i = 0; i < dict.len; i++) {
		const struct value_entry *entry = &dict.entries[i];

		if (entry->value.type == VALUE_UNDEFINED)
			continue;
		if (!begun)
			buf_add_chars(out, ' ', (size_t)depth * INDENT);
		begun = false;
		write_key(out, entry->key, depth);
		write_value(out, entry->value, depth);
	}
}

static void write_items(struct buf *out, struct value list, unsigned depth)
{
	for (uint32_t i = 0; i < list.len; i++) {
		struct value item = list.items[i];

		buf_add_chars(out, ' ', (size_t)depth * INDENT);
		buf_add_char(out, '-');
		if (item.type == VALUE_DICT && item.len > 0) {
			buf_add_char(out, ' ');
			write_entries(out, item, depth + 1, true);
		} else {
			write_value(out, item, depth);
		}
	}
}

/* What follows "key:" or "-", to the end of its last line. */
static void write_value(struct buf *out, struct value value, unsigned depth)
{
	buf_add_char(out, is_block(value) ? '\n' : ' ');
	if (!is_block(value)) {
		write_scalar(out, value);
		buf_add_char(out, '\n');
	} else if (value.type == VALUE_LIST) {
		write_items(out, value, depth + 1);
	} else {
		write_entries(out, value, depth + 1, false);
	}
}

void yaml_write_dict(struct buf *out, struct value dict)
{
	write_entries(out, dict, 0, false);
}

void markdown_write_paragraph(struct buf *out, struct str text)
{
	struct buf line = { 0 };

	text = str_trim(text);
	if (text.len == 0)
		return;
	escape_markdown(&line, text, false);
	buf_add_char(out, '\n');
	escape_line_start(out, buf_str(&line));
	buf_add_char(out, '\n');
	buf_clear(&line);
}

void markdownfile_write(struct buf *out, struct value front, struct str body)
{
	buf_puts(out, "---\n");
	yaml_write_dict(out, front);
	buf_puts(out, "---\n");
	buf_add(out, body);
}
