/*
 * Statements: text, {{ }} and the tags, each with a function of its own in the table at
 * the end.
 */
#include <string.h>

#include "template/parser.h"

static const char *const end_if[] = { "elif", "else", "endif", NULL };
static const char *const end_else[] = { "endif", NULL };
static const char *const end_for[] = { "else", "endfor", NULL };
static const char *const end_for_else[] = { "endfor", NULL };
static const char *const end_set[] = { "endset", NULL };
static const char *const end_filter[] = { "endfilter", NULL };
static const char *const end_with[] = { "endwith", NULL };
static const char *const end_autoescape[] = { "endautoescape", NULL };

bool parser_close_tag(struct parser *parser)
{
	bool ok = !parser->panic;

	if (ok && parser_peek(parser).kind != TOKEN_TAG_CLOSE)
		ok = parse_unexpected(parser, "'%}'");
	parser_accept(parser, TOKEN_TAG_CLOSE);
	parser->panic = false;
	return ok;
}

struct node *parse_until(struct parser *parser, struct token tag, const char *const *ends)
{
	struct node *body;
	struct str end;

	parser_close_tag(parser);
	body = parse_block_body(parser, tag, ends, &end);
	return body;
}

/* x, or x, y, or ns.attr: what may stand left of "=" and of "in". */
static struct node *parse_target(struct parser *parser, bool attributes)
{
	struct token first = parser_peek(parser);
	struct node *tuple = node_new(parser, NODE_TUPLE, first);
	struct node **tail = &tuple->list;
	bool comma = false;

	do {
		struct node *node;

		if (tuple->list && (parser_at_name(parser, "in") ||
		                    parser_peek(parser).kind == TOKEN_ASSIGN ||
		                    parser_peek(parser).kind == TOKEN_RPAREN))
			break;
		if (parser_accept(parser, TOKEN_LPAREN)) {
			if (parser_enter(parser))
				node = parse_target(parser, attributes);
			else
				node = node_error(parser);
			parser_leave(parser);
			parser_expect(parser, TOKEN_RPAREN);
		} else {
			node = node_new(parser, NODE_NAME, parser_peek(parser));
			node->name = parser_expect_name(parser, "a name");
			if (str_eq(node->name, STR("true")) ||
			    str_eq(node->name, STR("none")) ||
			    str_eq(node->name, STR("false")))
				parse_error(parser, first, "cannot assign to '%.*s'",
				            STR_ARG(node->name));
			if (attributes && parser_peek(parser).kind == TOKEN_DOT) {
				struct node *attr;

				parser_take(parser);
				attr = node_new(parser, NODE_ATTR, parser_peek(parser));
				attr->name =
					parser_expect_name(parser, "a name after '.'");
				attr->left = node;
				attr->start = node->start;
				node = node_done(parser, attr);
			}
		}
		*tail = node;
		tail = &node->next;
		if (parser_peek(parser).kind == TOKEN_COMMA)
			comma = true;
	} while (parser_accept(parser, TOKEN_COMMA));
	if (!comma)
		return tuple->list;
	return node_done(parser, tuple);
}

static struct node *parse_if(struct parser *parser, struct token tag)
{
	struct node *first = node_new(parser, NODE_IF, tag);
	struct node *node = first;
	struct str end;

	for (;;) {
		node->left = parse_expression(parser);
		parser_close_tag(parser);
		node->list = parse_block_body(parser, tag, end_if, &end);
		if (!str_eq(end, STR("elif")))
			break;
		node->orelse = node_new(parser, NODE_IF, parser_peek(parser));
		node = node->orelse;
	}
	if (str_eq(end, STR("else")))
		node->orelse = parse_until(parser, tag, end_else);
	return first;
}

static struct node *parse_for(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_FOR, tag);
	unsigned outer = parser->mentions;
	struct str end;

	node->left = parse_target(parser, false);
	parser_expect_word(parser, "in");
	node->right = parse_tuple(parser, false);
	if (parser_accept_name(parser, "if"))
		node->third = parse_expression(parser);
	if (parser_accept_name(parser, "recursive"))
		node->flags |= NODE_RECURSIVE | NODE_USES_LOOP;
	outer |= parser->mentions;
	parser->mentions = 0;
	parser_close_tag(parser);
	node->list = parse_block_body(parser, tag, end_for, &end);
	node->flags |= (uint16_t)(parser->mentions & NODE_USES_LOOP);
	parser->mentions = outer | (parser->mentions & ~(unsigned)NODE_USES_LOOP);
	if (str_eq(end, STR("else")))
		node->orelse = parse_until(parser, tag, end_for_else);
	return node;
}

static struct node *parse_set(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_SET, tag);

	node->left = parse_target(parser, true);
	if (parser_accept(parser, TOKEN_ASSIGN)) {
		node->right = parse_tuple(parser, true);
		return node_done(parser, node);
	}
	node->kind = NODE_SET_BLOCK;
	if (node->left->kind == NODE_TUPLE)
		parse_unexpected(parser, "'='");
	if (parser_peek(parser).kind == TOKEN_PIPE)
		node->right = parse_filters(parser, NULL, true);
	else if (parser_peek(parser).kind != TOKEN_TAG_CLOSE)
		parse_unexpected(parser, "'=', '|' or '%}'");
	node->list = parse_until(parser, tag, end_set);
	return node;
}

static struct node *parse_filter_block(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_FILTER_BLOCK, tag);

	node->right = parse_filters(parser, NULL, false);
	node->list = parse_until(parser, tag, end_filter);
	return node;
}

static struct node *parse_with(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_WITH, tag);
	struct node **tail = &node->right;

	while (parser_peek(parser).kind != TOKEN_TAG_CLOSE && !parser->panic) {
		struct node *set = node_new(parser, NODE_SET, parser_peek(parser));

		if (node->right)
			parser_expect(parser, TOKEN_COMMA);
		set->left = node_new(parser, NODE_NAME, parser_peek(parser));
		set->left->name = parser_expect_name(parser, "a name");
		parser_expect(parser, TOKEN_ASSIGN);
		set->right = parse_expression(parser);
		*tail = node_done(parser, set);
		tail = &(*tail)->next;
	}
	node->list = parse_until(parser, tag, end_with);
	return node;
}

static struct node *parse_autoescape(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_AUTOESCAPE, tag);

	node->left = parse_expression(parser);
	node->list = parse_until(parser, tag, end_autoescape);
	return node;
}

static struct node *parse_do(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_DO, tag);

	node->left = parse_tuple(parser, true);
	return node_done(parser, node);
}

/* Is the tag inside a loop, with no macro or block between? */
static bool in_loop(const struct parser *parser)
{
	for (const struct open_tag *open = parser->open; open; open = open->outer) {
		if (str_eq(open->name, STR("for")))
			return open->ends == end_for;
		if (str_eq(open->name, STR("macro")) ||
		    str_eq(open->name, STR("block")) || str_eq(open->name, STR("call")) ||
		    str_eq(open->name, STR("set")) || str_eq(open->name, STR("filter")))
			return false;
	}
	return false;
}

static struct node *parse_jump(struct parser *parser, struct token tag)
{
	bool is_break = str_eq(token_text(parser, tag), STR("break"));

	if (!in_loop(parser))
		parse_error(parser, tag, "'%.*s' stands outside of a loop",
		            STR_ARG(token_text(parser, tag)));
	return node_new(parser, is_break ? NODE_BREAK : NODE_CONTINUE, tag);
}

static const struct {
	const char *name;
	struct node *(*parse)(struct parser *parser, struct token tag);
} tags[] = {
	{ "if", parse_if },
	{ "for", parse_for },
	{ "set", parse_set },
	{ "block", parse_block },
	{ "extends", parse_extends },
	{ "include", parse_include },
	{ "import", parse_import },
	{ "from", parse_from },
	{ "macro", parse_macro },
	{ "call", parse_call_block },
	{ "filter", parse_filter_block },
	{ "with", parse_with },
	{ "autoescape", parse_autoescape },
	{ "do", parse_do },
	{ "break", parse_jump },
	{ "continue", parse_jump },
};

static bool is_one_of(struct str name, const char *const *names)
{
	for (; *names; names++)
		if (str_eq(name, str_of(*names)))
			return true;
	return false;
}

/* The tag that an end belongs to: "for" for "endfor". */
static const struct open_tag *opened_by(const struct parser *parser, struct str end)
{
	for (const struct open_tag *open = parser->open; open; open = open->outer)
		if (is_one_of(end, open->ends))
			return open;
	return NULL;
}

static const char *last_end(const struct open_tag *open)
{
	const char *const *ends = open->ends;

	while (ends[1])
		ends++;
	return *ends;
}

static void unknown_tag(struct parser *parser, struct token token)
{
	struct str names[ARRAY_LEN(tags) + 1];
	struct str name = token_text(parser, token);
	bool quiet = parser->panic || parser->lost;

	for (size_t i = 0; i < ARRAY_LEN(tags); i++)
		names[i] = str_of(tags[i].name);
	names[ARRAY_LEN(tags)] = STR("raw");
	if (str_has_prefix(name, STR("end")) || str_has_prefix(name, STR("el"))) {
		parse_error(parser, token, "unexpected '%.*s'", STR_ARG(name));
		if (parser->open && !quiet) {
			size_t line, column;

			text_place(parser->source->text, parser->open->token.start, &line,
			           &column);
			diag_hint(parser->diags, "'%.*s' in line %zu is closed by '%s'",
			          STR_ARG(parser->open->name), line,
			          last_end(parser->open));
		}
		return;
	}
	parse_error(parser, token, "unknown tag '%.*s'", STR_ARG(name));
	if (!quiet)
		diag_did_you_mean(parser->diags,
		                  str_nearest(name, names, ARRAY_LEN(names)));
}

static struct node *parse_tag(struct parser *parser)
{
	struct token token;
	struct node *node = NULL;

	parser_take(parser);
	token = parser_peek(parser);
	if (token.kind != TOKEN_NAME) {
		parse_unexpected(parser, "the name of a tag");
	} else {
		size_t i = 0;

		while (i < ARRAY_LEN(tags) &&
		       !str_eq(token_text(parser, token), str_of(tags[i].name)))
			i++;
		if (i < ARRAY_LEN(tags)) {
			parser_take(parser);
			node = tags[i].parse(parser, token);
		} else {
			unknown_tag(parser, token);
		}
	}
	parser_close_tag(parser);
	return node;
}

/* Line ends of any kind are written as "\n". */
static struct str normal_lines(struct parser *parser, struct str text)
{
	struct buf out = { 0 };
	struct str kept;

	if (str_find_char(text, '\r') == STR_NONE)
		return text;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\r')
			buf_add_char(&out, text.ptr[i]);
		else if (i + 1 == text.len || text.ptr[i + 1] != '\n')
			buf_add_char(&out, '\n');
	}
	kept = buf_keep(&out, parser->arena);
	buf_clear(&out);
	return kept;
}

static struct node *parse_text(struct parser *parser)
{
	struct token token = parser_take(parser);
	struct node *node = node_new(parser, NODE_TEXT, token);

	node->value = value_safe(normal_lines(parser, token_text(parser, token)));
	return node;
}

static struct node *parse_print(struct parser *parser)
{
	struct node *node = node_new(parser, NODE_PRINT, parser_take(parser));

	node->left = parse_tuple(parser, true);
	if (parser_peek(parser).kind != TOKEN_PRINT_CLOSE)
		parse_unexpected(parser, "'}}'");
	parser_accept(parser, TOKEN_PRINT_CLOSE);
	parser->panic = false;
	return node_done(parser, node);
}

/* Is the next tag one that continues or closes something that is open? */
static bool at_end_tag(const struct parser *parser, const struct open_tag **open)
{
	if (parser_peek(parser).kind != TOKEN_TAG_OPEN ||
	    parser_peek_next(parser).kind != TOKEN_NAME)
		return false;
	*open = opened_by(parser, token_text(parser, parser_peek_next(parser)));
	return *open != NULL;
}

static struct node *parse_statements(struct parser *parser)
{
	struct node *first = NULL, **tail = &first;
	const struct open_tag *open;

	while (parser_peek(parser).kind != TOKEN_END && !parser->lost &&
	       !at_end_tag(parser, &open)) {
		struct node *node;

		switch (parser_peek(parser).kind) {
		case TOKEN_TEXT:
			node = parse_text(parser);
			break;
		case TOKEN_PRINT_OPEN:
			node = parse_print(parser);
			break;
		case TOKEN_TAG_OPEN:
			node = parse_tag(parser);
			break;
		default: /* what an error left behind */
			parser_take(parser);
			node = NULL;
		}
		if (!node)
			continue;
		*tail = node;
		tail = &node->next;
	}
	return first;
}

struct node *parse_block_body(struct parser *parser, struct token tag,
                              const char *const *ends, struct str *end)
{
	struct open_tag open = { token_text(parser, tag), ends, tag, parser->open };
	const struct open_tag *closed = NULL;
	struct node *body = NULL;
	size_t at;

	*end = STR("");
	parser->open = &open;
	if (parser_enter(parser))
		body = parse_statements(parser);
	else
		parser->lost = true;
	parser_leave(parser);
	if (!parser->lost && at_end_tag(parser, &closed) && closed == &open) {
		parser_take(parser);
		*end = token_text(parser, parser_take(parser));
	} else if (!parser->lost) {
		struct token other = parser_peek_next(parser);

		at = parser->at;
		parse_error(parser, tag, "'%.*s' is never closed by '%s'",
		            STR_ARG(open.name), last_end(&open));
		parser->at = at;
		if (closed)
			diag_note(parser->diags,
			          (struct span){ parser->source, other.start, other.end },
			          "still open at");
	}
	parser->open = open.outer;
	return body;
}

struct node *parse_body(struct parser *parser)
{
	return parse_statements(parser);
}
