#include "template/lexer.h"

#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "base/utf8.h"

/* Brackets open at once inside one tag; the parser's own limit comes first. */
#define BRACKETS 256

struct lexer {
	const struct source *source;
	struct str text;
	size_t at;
	struct tokens *tokens;
	struct diags *diags;
	bool trim; /* the tag before ended in "-": text loses its leading space */
	bool ok;
	char brackets[BRACKETS];
	size_t depth;
};

static const struct {
	const char *text;
	enum token_kind kind;
} operators[] = {
	{ "//", TOKEN_FLOORDIV }, { "**", TOKEN_POW },     { "==", TOKEN_EQ },
	{ "!=", TOKEN_NE },       { "<=", TOKEN_LE },      { ">=", TOKEN_GE },
	{ "+", TOKEN_ADD },       { "-", TOKEN_SUB },      { "*", TOKEN_MUL },
	{ "/", TOKEN_DIV },       { "%", TOKEN_MOD },      { "~", TOKEN_TILDE },
	{ "<", TOKEN_LT },        { ">", TOKEN_GT },       { "=", TOKEN_ASSIGN },
	{ "|", TOKEN_PIPE },      { ".", TOKEN_DOT },      { ",", TOKEN_COMMA },
	{ ":", TOKEN_COLON },     { "(", TOKEN_LPAREN },   { ")", TOKEN_RPAREN },
	{ "[", TOKEN_LBRACKET },  { "]", TOKEN_RBRACKET }, { "{", TOKEN_LBRACE },
	{ "}", TOKEN_RBRACE },
};

const char *token_kind_name(enum token_kind kind)
{
	static const char *const names[] = {
		[TOKEN_END] = "the end of the template",
		[TOKEN_TEXT] = "text",
		[TOKEN_PRINT_OPEN] = "'{{'",
		[TOKEN_PRINT_CLOSE] = "'}}'",
		[TOKEN_TAG_OPEN] = "'{%'",
		[TOKEN_TAG_CLOSE] = "'%}'",
		[TOKEN_NAME] = "a name",
		[TOKEN_STRING] = "a string",
		[TOKEN_INT] = "a number",
		[TOKEN_FLOAT] = "a number",
		[TOKEN_BAD] = "something else",
		[TOKEN_ADD] = "'+'",
		[TOKEN_SUB] = "'-'",
		[TOKEN_MUL] = "'*'",
		[TOKEN_DIV] = "'/'",
		[TOKEN_FLOORDIV] = "'//'",
		[TOKEN_MOD] = "'%'",
		[TOKEN_POW] = "'**'",
		[TOKEN_TILDE] = "'~'",
		[TOKEN_EQ] = "'=='",
		[TOKEN_NE] = "'!='",
		[TOKEN_LT] = "'<'",
		[TOKEN_LE] = "'<='",
		[TOKEN_GT] = "'>'",
		[TOKEN_GE] = "'>='",
		[TOKEN_ASSIGN] = "'='",
		[TOKEN_PIPE] = "'|'",
		[TOKEN_DOT] = "'.'",
		[TOKEN_COMMA] = "','",
		[TOKEN_COLON] = "':'",
		[TOKEN_LPAREN] = "'('",
		[TOKEN_RPAREN] = "')'",
		[TOKEN_LBRACKET] = "'['",
		[TOKEN_RBRACKET] = "']'",
		[TOKEN_LBRACE] = "'{'",
		[TOKEN_RBRACE] = "'}'",
	};

	return names[kind];
}

static bool lexer_error(struct lexer *lexer, size_t start, size_t end,
                        const char *message)
{
	lexer->ok = false;
	return diag_error(lexer->diags, (struct span){ lexer->source, start, end }, "%s",
	                  message);
}

static void add_token(struct lexer *lexer, enum token_kind kind, size_t start, size_t end)
{
	struct tokens *tokens = lexer->tokens;

	if (tokens->count == tokens->cap) {
		size_t cap = tokens->cap ? 2 * tokens->cap : 64;
		struct token *items = ARENA_ARRAY(tokens->arena, struct token, cap);

		if (tokens->count)
			memcpy(items, tokens->items, tokens->count * sizeof(*items));
		tokens->items = items;
		tokens->cap = cap;
	}
	tokens->items[tokens->count++] =
		(struct token){ kind, (uint32_t)start, (uint32_t)end };
}

static bool looking_at(const struct lexer *lexer, const char *what)
{
	size_t len = strlen(what);

	return lexer->text.len - lexer->at >= len &&
	       memcmp(lexer->text.ptr + lexer->at, what, len) == 0;
}

static char char_at(const struct lexer *lexer, size_t at)
{
	return at < lexer->text.len ? lexer->text.ptr[at] : '\0';
}

/* Text in [start, end), which white space control may shorten. */
static void add_text(struct lexer *lexer, size_t start, size_t end, bool trim_end)
{
	const char *text = lexer->text.ptr;

	if (lexer->trim)
		while (start < end && is_space(text[start]))
			start++;
	lexer->trim = false;
	if (trim_end)
		while (end > start && is_space(text[end - 1]))
			end--;
	if (start < end)
		add_token(lexer, TOKEN_TEXT, start, end);
}

/* Where the next "{{", "{%" or "{#" begins, or the end of the source. */
static size_t find_open(const struct lexer *lexer, size_t at)
{
	struct str text = lexer->text;

	while (at + 1 < text.len) {
		const char *brace = memchr(text.ptr + at, '{', text.len - at - 1);

		if (!brace)
			break;
		if (brace[1] == '{' || brace[1] == '%' || brace[1] == '#')
			return (size_t)(brace - text.ptr);
		at = (size_t)(brace - text.ptr) + 1;
	}
	return text.len;
}

/* Letters of any script, digits, and what combines with them. */
static size_t name_length(struct str text)
{
	size_t len = 0;

	while (len < text.len) {
		size_t next = len;
		uint32_t code = utf8_next(text, &next);

		if (code != '_' && !code_is_letter(code) && !code_is_digit(code))
			break;
		len = next;
	}
	return len;
}

static void lex_name(struct lexer *lexer)
{
	size_t start = lexer->at;

	lexer->at += name_length(str_from(lexer->text, start));
	add_token(lexer, TOKEN_NAME, start, lexer->at);
}

/* A "}" with no "{" open in this tag cannot be meant but as its end. */
static bool in_braces(const struct lexer *lexer)
{
	return lexer->depth && lexer->depth <= BRACKETS &&
	       lexer->brackets[lexer->depth - 1] == '{';
}

/* The source ends inside a tag: one error stands for all that is in it. */
static void end_inside(struct lexer *lexer, size_t open, enum token_kind close_kind)
{
	struct tokens *tokens = lexer->tokens;

	while (tokens->items[tokens->count - 1].start > open)
		tokens->count--;
	lexer_error(lexer, open, open + 2,
	            close_kind == TOKEN_TAG_CLOSE ? "this '{%' is never closed by '%}'"
	                                          : "this '{{' is never closed by '}}'");
	add_token(lexer, TOKEN_BAD, lexer->at, lexer->at);
	add_token(lexer, close_kind, lexer->at, lexer->at);
}

static void skip_digits(struct lexer *lexer)
{
	while (is_digit(char_at(lexer, lexer->at)) ||
	       (char_at(lexer, lexer->at) == '_' &&
	        is_digit(char_at(lexer, lexer->at + 1))))
		lexer->at++;
}

/* After a "." only digits belong to a number, so that x.0.1 reads as it does in Jinja. */
static void lex_number(struct lexer *lexer)
{
	size_t start = lexer->at;
	enum token_kind kind = TOKEN_INT;
	const struct tokens *tokens = lexer->tokens;
	bool after_dot =
		tokens->count && tokens->items[tokens->count - 1].kind == TOKEN_DOT;
	char base = to_lower(char_at(lexer, start + 1));

	if (lexer->text.ptr[start] == '0' &&
	    (base == 'x' || base == 'o' || base == 'b')) {
		lexer->at += 2;
		while (is_alnum(char_at(lexer, lexer->at)) ||
		       char_at(lexer, lexer->at) == '_')
			lexer->at++;
		add_token(lexer, kind, start, lexer->at);
		return;
	}
	skip_digits(lexer);
	if (!after_dot && char_at(lexer, lexer->at) == '.' &&
	    is_digit(char_at(lexer, lexer->at + 1))) {
		kind = TOKEN_FLOAT;
		lexer->at++;
		skip_digits(lexer);
	}
	if (!after_dot && to_lower(char_at(lexer, lexer->at)) == 'e') {
		char sign = char_at(lexer, lexer->at + 1);
		size_t skip = sign == '+' || sign == '-' ? 2 : 1;

		if (is_digit(char_at(lexer, lexer->at + skip))) {
			kind = TOKEN_FLOAT;
			lexer->at += skip;
			skip_digits(lexer);
		}
	}
	add_token(lexer, kind, start, lexer->at);
}

/* A string that is never closed ends, for messages, with its tag or its line. */
static size_t broken_length(struct str text)
{
	size_t len = str_find_char(text, '\n');
	size_t print = str_find(text, STR("}}")), tag = str_find(text, STR("%}"));

	len = len < text.len ? len : text.len;
	len = print < len ? print : len;
	return tag < len ? tag : len;
}

static void lex_string(struct lexer *lexer)
{
	size_t start = lexer->at;
	char quote = lexer->text.ptr[start];
	size_t at = start + 1;

	while (at < lexer->text.len && lexer->text.ptr[at] != quote)
		at += lexer->text.ptr[at] == '\\' ? 2 : 1;
	if (at >= lexer->text.len) {
		lexer->at = start + broken_length(str_from(lexer->text, start));
		lexer_error(lexer, start, lexer->at, "this string is never closed");
		add_token(lexer, TOKEN_BAD, start, lexer->at);
		return;
	}
	lexer->at = at + 1;
	add_token(lexer, TOKEN_STRING, start, lexer->at);
}

/* Keep the brackets that are open, so that "}}" can close two dicts. */
static void track_bracket(struct lexer *lexer, enum token_kind kind, size_t at)
{
	char c = lexer->text.ptr[at];
	char want = c == ')' ? '(' : c == ']' ? '[' : '{';

	if (kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET || kind == TOKEN_LBRACE) {
		if (lexer->depth < BRACKETS)
			lexer->brackets[lexer->depth] = c;
		lexer->depth++;
	} else if (kind == TOKEN_RPAREN || kind == TOKEN_RBRACKET ||
	           kind == TOKEN_RBRACE) {
		if (lexer->depth && (lexer->depth > BRACKETS ||
		                     lexer->brackets[lexer->depth - 1] == want))
			lexer->depth--;
	}
}

static void lex_operator(struct lexer *lexer)
{
	size_t start = lexer->at, end = start + 1;

	for (size_t i = 0; i < ARRAY_LEN(operators); i++) {
		if (!looking_at(lexer, operators[i].text))
			continue;
		track_bracket(lexer, operators[i].kind, start);
		lexer->at += strlen(operators[i].text);
		add_token(lexer, operators[i].kind, start, lexer->at);
		return;
	}
	while (end < lexer->text.len &&
	       ((unsigned char)lexer->text.ptr[end] & 0xc0) == 0x80)
		end++;
	lexer->at = end;
	lexer->ok = false;
	diag_error(lexer->diags, (struct span){ lexer->source, start, end },
	           "unexpected character '%.*s'", (int)(end - start),
	           lexer->text.ptr + start);
	add_token(lexer, TOKEN_BAD, start, end);
}

/* The tokens of one {{ }} or {% %}, from behind its opening to behind its end. */
static void lex_inside(struct lexer *lexer, size_t open, const char *close,
                       enum token_kind close_kind)
{
	lexer->depth = 0;
	for (;;) {
		size_t at;
		char c;

		while (is_space(char_at(lexer, lexer->at)) && lexer->at < lexer->text.len)
			lexer->at++;
		at = lexer->at;
		if (at >= lexer->text.len) {
			end_inside(lexer, open, close_kind);
			return;
		}
		c = lexer->text.ptr[at];
		if (c == '-' || (c == '+' && close_kind == TOKEN_TAG_CLOSE))
			lexer->at++;
		if (looking_at(lexer, close) &&
		    (close_kind == TOKEN_TAG_CLOSE || !in_braces(lexer))) {
			lexer->trim = c == '-';
			add_token(lexer, close_kind, at, lexer->at + 2);
			lexer->at += 2;
			return;
		}
		lexer->at = at;
		if (is_digit(c))
			lex_number(lexer);
		else if (name_length(str_from(lexer->text, at)))
			lex_name(lexer);
		else if (c == '"' || c == '\'')
			lex_string(lexer);
		else
			lex_operator(lexer);
	}
}

/*
 * Is there a {% name %} at the place? Then *end is behind it, *trim_before and
 * *trim_after say what its dashes ask for.
 */
static bool bare_tag(const struct lexer *lexer, size_t at, struct str name, size_t *end,
                     bool *trim_before, bool *trim_after)
{
	struct str rest = str_from(lexer->text, at);

	if (!str_skip_prefix(&rest, STR("{%")))
		return false;
	*trim_before = str_skip_prefix(&rest, STR("-"));
	if (!*trim_before)
		str_skip_prefix(&rest, STR("+"));
	rest = str_trim_start(rest);
	if (!str_skip_prefix(&rest, name))
		return false;
	rest = str_trim_start(rest);
	*trim_after = str_skip_prefix(&rest, STR("-"));
	if (!*trim_after)
		str_skip_prefix(&rest, STR("+"));
	if (!str_skip_prefix(&rest, STR("%}")))
		return false;
	*end = (size_t)(rest.ptr - lexer->text.ptr);
	return true;
}

/* {% raw %} ... {% endraw %}, as text. False if there is none at this place. */
static bool lex_raw(struct lexer *lexer, size_t open)
{
	bool before, after, trim_raw;
	size_t body, at, end;

	if (!bare_tag(lexer, open, STR("raw"), &body, &before, &trim_raw))
		return false;
	at = body;
	for (;;) {
		at = find_open(lexer, at);
		if (at >= lexer->text.len) {
			lexer_error(lexer, open, body,
			            "this 'raw' is never closed by 'endraw'");
			lexer->at = lexer->text.len;
			return true;
		}
		if (bare_tag(lexer, at, STR("endraw"), &end, &before, &after))
			break;
		at++;
	}
	lexer->trim = trim_raw;
	add_text(lexer, body, at, before);
	lexer->trim = after;
	lexer->at = end;
	return true;
}

static void lex_comment(struct lexer *lexer, size_t open)
{
	size_t close = str_find(str_from(lexer->text, open + 2), STR("#}"));

	if (close == STR_NONE) {
		lexer_error(lexer, open, open + 2,
		            "this comment is never closed by '#}'");
		lexer->at = lexer->text.len;
		return;
	}
	lexer->at = open + 2 + close + 2;
	lexer->trim = close > 0 && lexer->text.ptr[open + 2 + close - 1] == '-';
}

static void lex_open(struct lexer *lexer, size_t open)
{
	char kind = lexer->text.ptr[open + 1];

	if (kind == '#') {
		lex_comment(lexer, open);
		return;
	}
	if (kind == '%' && lex_raw(lexer, open))
		return;
	lexer->at = open + 2;
	if (char_at(lexer, lexer->at) == '-' || char_at(lexer, lexer->at) == '+')
		lexer->at++;
	if (kind == '%') {
		add_token(lexer, TOKEN_TAG_OPEN, open, lexer->at);
		lex_inside(lexer, open, "%}", TOKEN_TAG_CLOSE);
	} else {
		add_token(lexer, TOKEN_PRINT_OPEN, open, lexer->at);
		lex_inside(lexer, open, "}}", TOKEN_PRINT_CLOSE);
	}
}

/* Jinja drops one line end at the end of a template. */
static struct str without_last_newline(struct str text)
{
	if (str_skip_suffix(&text, STR("\r\n")) || str_skip_suffix(&text, STR("\n")) ||
	    str_skip_suffix(&text, STR("\r")))
		return text;
	return text;
}

bool lex_template(const struct source *source, struct arena *arena, struct tokens *tokens,
                  struct diags *diags)
{
	struct lexer lexer = {
		.source = source, .tokens = tokens, .diags = diags, .ok = true
	};

	*tokens = (struct tokens){ .arena = arena };
	lexer.text = without_last_newline(source->text);
	while (lexer.at < lexer.text.len) {
		size_t open = find_open(&lexer, lexer.at);
		char after = char_at(&lexer, open + 2);

		add_text(&lexer, lexer.at, open, open < lexer.text.len && after == '-');
		lexer.at = open;
		if (open < lexer.text.len)
			lex_open(&lexer, open);
	}
	add_token(&lexer, TOKEN_END, lexer.text.len, lexer.text.len);
	return lexer.ok;
}
