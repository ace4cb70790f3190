#include "template/parser.h"

#include <stdarg.h>
#include <stdio.h>

#include "template/template.h"

struct token parser_peek(const struct parser *parser)
{
	return parser->tokens.items[parser->at];
}

struct token parser_peek_next(const struct parser *parser)
{
	size_t last = parser->tokens.count - 1;

	return parser->tokens.items[parser->at < last ? parser->at + 1 : last];
}

struct token parser_take(struct parser *parser)
{
	struct token token = parser_peek(parser);

	if (token.kind != TOKEN_END)
		parser->at++;
	return token;
}

struct str token_text(const struct parser *parser, struct token token)
{
	return str_slice(parser->source->text, token.start, token.end);
}

static bool ends_tag(enum token_kind kind)
{
	return kind == TOKEN_TAG_CLOSE || kind == TOKEN_PRINT_CLOSE || kind == TOKEN_END;
}

bool parse_error(struct parser *parser, struct token token, const char *fmt, ...)
{
	struct span span = { parser->source, token.start, token.end };
	struct buf message = { 0 };
	va_list args;

	parser->ok = false;
	if (!parser->panic && !parser->lost) {
		va_start(args, fmt);
		buf_vprintf(&message, fmt, args);
		va_end(args);
		diag_error(parser->diags, span, "%.*s", STR_ARG(buf_str(&message)));
		buf_clear(&message);
		if (++parser->errors >= TEMPLATE_ERRORS)
			parser->lost = true;
	}
	parser->panic = true;
	while (!ends_tag(parser_peek(parser).kind))
		parser->at++;
	return false;
}

bool parse_unexpected(struct parser *parser, const char *what)
{
	struct token token = parser_peek(parser);
	struct str text = token_text(parser, token);
	bool quiet = token.kind == TOKEN_BAD;

	if (quiet) /* the lexer has said it */
		parser->panic = true;
	if (token.kind == TOKEN_NAME)
		return parse_error(parser, token, "expected %s, not '%.*s'", what,
		                   STR_ARG(text));
	return parse_error(parser, token, "expected %s, not %s", what,
	                   token_kind_name(token.kind));
}

bool parser_accept(struct parser *parser, enum token_kind kind)
{
	if (parser_peek(parser).kind != kind)
		return false;
	parser_take(parser);
	return true;
}

bool parser_at_name(const struct parser *parser, const char *name)
{
	struct token token = parser_peek(parser);

	return token.kind == TOKEN_NAME &&
	       str_eq(token_text(parser, token), str_of(name));
}

bool parser_accept_name(struct parser *parser, const char *name)
{
	if (!parser_at_name(parser, name))
		return false;
	parser_take(parser);
	return true;
}

bool parser_expect(struct parser *parser, enum token_kind kind)
{
	if (parser_accept(parser, kind))
		return true;
	return parse_unexpected(parser, token_kind_name(kind));
}

bool parser_expect_word(struct parser *parser, const char *word)
{
	char quoted[32];

	if (parser_accept_name(parser, word))
		return true;
	snprintf(quoted, sizeof(quoted), "'%s'", word);
	return parse_unexpected(parser, quoted);
}

struct str parser_expect_name(struct parser *parser, const char *what)
{
	if (parser_peek(parser).kind != TOKEN_NAME) {
		parse_unexpected(parser, what);
		return STR("");
	}
	return token_text(parser, parser_take(parser));
}

struct node *node_new(struct parser *parser, enum node_kind kind, struct token first)
{
	struct node *node = ARENA_NEW(parser->arena, struct node);

	node->kind = (uint8_t)kind;
	node->start = node->at = first.start;
	node->end = node->at_end = first.end;
	node->depth = 1;
	return node;
}

static uint32_t list_depth(const struct node *list)
{
	uint32_t depth = 0;

	for (; list; list = list->next)
		if (list->depth > depth)
			depth = list->depth;
	return depth;
}

struct node *node_done(struct parser *parser, struct node *node)
{
	const struct node *parts[] = { node->left, node->right, node->third };
	uint32_t depth = list_depth(node->list);

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i] && parts[i]->depth > depth)
			depth = parts[i]->depth;
	node->depth = depth + 1;
	if (parser->at > 0 && !parser->panic) {
		uint32_t end = parser->tokens.items[parser->at - 1].end;

		if (end > node->end)
			node->end = end;
	}
	if (node->depth > TEMPLATE_NESTING) {
		struct token token = { TOKEN_BAD, node->start, node->start + 1 };

		parse_error(parser, token,
		            "expression is nested too deeply (more than %d levels)",
		            TEMPLATE_NESTING);
		return node_error(parser);
	}
	return node;
}

struct node *node_error(struct parser *parser)
{
	struct node *node = node_new(parser, NODE_CONST, parser_peek(parser));

	node->flags = NODE_ERROR;
	return node;
}

bool parser_enter(struct parser *parser)
{
	if (++parser->nesting <= TEMPLATE_NESTING)
		return true;
	parse_error(parser, parser_peek(parser),
	            "nested too deeply (more than %d levels)", TEMPLATE_NESTING);
	parser->lost = true;
	return false;
}

void parser_leave(struct parser *parser)
{
	parser->nesting--;
}

struct node *parse_template(const struct source *source, struct arena *arena,
                            struct diags *diags, bool *ok)
{
	struct parser parser = {
		.source = source, .arena = arena, .diags = diags, .ok = true
	};
	struct node *body;

	parser.ok = lex_template(source, arena, &parser.tokens, diags);
	body = parse_body(&parser);
	*ok = parser.ok;
	return body;
}
