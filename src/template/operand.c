/*
 * What expressions are made of: names, numbers and strings, read as Python reads them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "template/parser.h"

/* The longest numeral that is worth reading. */
#define NUMERAL 64

struct node *parse_number(struct parser *parser)
{
	struct token token = parser_take(parser);
	struct node *node = node_new(parser, NODE_CONST, token);
	struct str text = token_text(parser, token);
	char digits[NUMERAL + 1];
	size_t len = 0;
	unsigned long long integer = 0;
	unsigned base = 10;

	for (size_t i = 0; i < text.len && len < NUMERAL; i++)
		if (text.ptr[i] != '_')
			digits[len++] = text.ptr[i];
	digits[len] = '\0';
	if (token.kind == TOKEN_FLOAT) {
		node->value = value_float(strtod(digits, NULL));
		return node;
	}
	text = str_of(digits);
	if (len > 2 && digits[0] == '0' && is_alpha(digits[1])) {
		base = to_lower(digits[1]) == 'x'   ? 16
		       : to_lower(digits[1]) == 'o' ? 8
		                                    : 2;
		text = str_from(text, 2);
	}
	for (size_t i = 0; i < text.len; i++) {
		char c = to_lower(text.ptr[i]);
		unsigned digit = is_digit(c)   ? (unsigned)(c - '0')
		                 : is_alpha(c) ? (unsigned)(c - 'a') + 10
		                               : base;

		if (digit >= base) {
			parse_error(parser, token, "'%.*s' is not a number",
			            STR_ARG(token_text(parser, token)));
			return node;
		}
		if (integer > ((unsigned long long)INT64_MAX - digit) / base ||
		    len == NUMERAL) {
			parse_error(parser, token, "number is too large");
			return node;
		}
		integer = integer * base + digit;
	}
	node->value = value_int((int64_t)integer);
	return node;
}

/* \x41, é, \U0001f600: digits of them after the letter. */
static bool unescape_code(struct buf *out, struct str *rest, size_t digits)
{
	uint32_t code = 0;

	if (rest->len < digits)
		return false;
	for (size_t i = 0; i < digits; i++) {
		char c = to_lower(rest->ptr[i]);

		if (!is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		code = code * 16 + (uint32_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		code = UTF8_REPLACEMENT;
	utf8_add(out, code);
	*rest = str_from(*rest, digits);
	return true;
}

static void unescape_octal(struct buf *out, struct str *rest, char first)
{
	uint32_t code = (uint32_t)(first - '0');

	for (int i = 0; i < 2 && rest->len && rest->ptr[0] >= '0' && rest->ptr[0] <= '7';
	     i++) {
		code = code * 8 + (uint32_t)(rest->ptr[0] - '0');
		*rest = str_from(*rest, 1);
	}
	utf8_add(out, code);
}

/* What follows a backslash. As in Python, an unknown escape stays as it is. */
static bool unescape(struct buf *out, struct str *rest)
{
	static const char from[] = "ntrbfav\\'\"", to[] = "\n\t\r\b\f\a\v\\'\"";
	char c = rest->ptr[0];
	const char *found = strchr(from, c);

	*rest = str_from(*rest, 1);
	if (c == '\n')
		return true;
	if (c && found)
		buf_add_char(out, to[found - from]);
	else if (c >= '0' && c <= '7')
		unescape_octal(out, rest, c);
	else if (c == 'x')
		return unescape_code(out, rest, 2);
	else if (c == 'u')
		return unescape_code(out, rest, 4);
	else if (c == 'U')
		return unescape_code(out, rest, 8);
	else {
		buf_add_char(out, '\\');
		buf_add_char(out, c);
	}
	return true;
}

static void unquote(struct parser *parser, struct token token, struct buf *out)
{
	struct str rest = str_slice(parser->source->text, token.start + 1, token.end - 1);

	while (rest.len) {
		size_t plain = str_find_char(rest, '\\');

		if (plain == STR_NONE)
			plain = rest.len;
		buf_add(out, str_slice(rest, 0, plain));
		rest = str_from(rest, plain + 1);
		if (plain + 1 > (size_t)(token.end - token.start) || !rest.len)
			continue;
		if (rest.ptr[-1] == '\\' && !unescape(out, &rest)) {
			parse_error(parser, token, "bad escape in a string");
			diag_hint(parser->diags, "write a backslash as '\\\\'");
			return;
		}
	}
}

/* Strings side by side are one. */
struct node *parse_string(struct parser *parser)
{
	struct node *node = node_new(parser, NODE_CONST, parser_peek(parser));
	struct buf text = { 0 };

	while (parser_peek(parser).kind == TOKEN_STRING)
		unquote(parser, parser_take(parser), &text);
	node->value = value_str(buf_keep(&text, parser->arena));
	buf_clear(&text);
	return node_done(parser, node);
}

static const struct {
	const char *name;
	struct value value;
} constants[] = {
	{ "true", { .type = VALUE_BOOL, .boolean = true } },
	{ "True", { .type = VALUE_BOOL, .boolean = true } },
	{ "false", { .type = VALUE_BOOL } },
	{ "False", { .type = VALUE_BOOL } },
	{ "none", { .type = VALUE_NONE } },
	{ "None", { .type = VALUE_NONE } },
};

static const struct {
	const char *name;
	unsigned flag;
} special_names[] = {
	{ "loop", NODE_USES_LOOP },       { "super", NODE_USES_SUPER },
	{ "varargs", NODE_USES_VARARGS }, { "kwargs", NODE_USES_KWARGS },
	{ "caller", NODE_USES_CALLER },
};

bool is_operator_word(struct str name)
{
	static const char *const words[] = {
		"and", "or", "not", "in", "is", "if", "else"
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(name, str_of(words[i])))
			return true;
	return false;
}

struct node *parse_name(struct parser *parser)
{
	struct token token = parser_peek(parser);
	struct str name = token_text(parser, token);
	struct node *node;

	if (is_operator_word(name)) {
		parse_unexpected(parser, "an expression");
		return node_error(parser);
	}
	parser_take(parser);
	node = node_new(parser, NODE_NAME, token);
	node->name = name;
	for (size_t i = 0; i < ARRAY_LEN(constants); i++) {
		if (str_eq(name, str_of(constants[i].name))) {
			node->kind = NODE_CONST;
			node->value = constants[i].value;
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(special_names); i++)
		if (str_eq(name, str_of(special_names[i].name)))
			parser->mentions |= special_names[i].flag;
	return node;
}
