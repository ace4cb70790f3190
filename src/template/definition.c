/*
 * The tags that templates are put together with: blocks, macros, includes, imports.
 */
#include "template/parser.h"

static const char *const end_call[] = { "endcall", NULL };
static const char *const end_macro[] = { "endmacro", NULL };
static const char *const end_block[] = { "endblock", NULL };
/* "with context" or "without context" */
static void parse_context(struct parser *parser, struct node *node, bool by_default)
{
	bool with = by_default;

	if ((parser_at_name(parser, "with") || parser_at_name(parser, "without")) &&
	    str_eq(token_text(parser, parser_peek_next(parser)), STR("context"))) {
		with = parser_at_name(parser, "with");
		parser_take(parser);
		parser_take(parser);
	}
	if (with)
		node->flags |= NODE_WITH_CONTEXT;
}

struct node *parse_include(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_INCLUDE, tag);

	node->left = parse_expression(parser);
	if (parser_at_name(parser, "ignore") &&
	    str_eq(token_text(parser, parser_peek_next(parser)), STR("missing"))) {
		parser_take(parser);
		parser_take(parser);
		node->flags |= NODE_IGNORE_MISSING;
	}
	parse_context(parser, node, true);
	return node_done(parser, node);
}

struct node *parse_import(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_IMPORT, tag);

	node->left = parse_expression(parser);
	parser_expect_word(parser, "as");
	node->name = parser_expect_name(parser, "a name");
	parse_context(parser, node, false);
	return node_done(parser, node);
}

static bool at_context(const struct parser *parser)
{
	return (parser_at_name(parser, "with") || parser_at_name(parser, "without")) &&
	       str_eq(token_text(parser, parser_peek_next(parser)), STR("context"));
}

struct node *parse_from(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_FROM, tag);
	struct node **tail = &node->list;

	node->left = parse_expression(parser);
	parser_expect_word(parser, "import");
	while (parser_peek(parser).kind == TOKEN_NAME &&
	       !(node->list && at_context(parser))) {
		struct node *name = node_new(parser, NODE_KEYWORD, parser_peek(parser));

		name->left = node_new(parser, NODE_NAME, parser_peek(parser));
		name->name = name->left->name = token_text(parser, parser_take(parser));
		if (name->name.len && name->name.ptr[0] == '_')
			parse_error(parser,
			            (struct token){ TOKEN_NAME, name->start, name->end },
			            "names that begin with '_' cannot be imported");
		if (parser_accept_name(parser, "as"))
			name->left->name = parser_expect_name(parser, "a name");
		*tail = name;
		tail = &name->next;
		if (!parser_accept(parser, TOKEN_COMMA))
			break;
	}
	if (!node->list)
		parse_unexpected(parser, "a name");
	parse_context(parser, node, false);
	return node_done(parser, node);
}

struct node *parse_extends(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_EXTENDS, tag);

	node->left = parse_expression(parser);
	return node_done(parser, node);
}

/* {% endblock name %} may repeat the name. */
static void parse_end_name(struct parser *parser, struct node *node)
{
	struct token token = parser_peek(parser);

	if (token.kind != TOKEN_NAME)
		return;
	if (!str_eq(token_text(parser, token), node->name))
		parse_error(parser, token, "'%.*s' ends the block '%.*s'",
		            STR_ARG(token_text(parser, token)), STR_ARG(node->name));
	else
		parser_take(parser);
}

static void note_block(struct parser *parser, struct node *node)
{
	struct token token = { TOKEN_NAME, node->at, node->at_end };

	for (const struct node *block = parser->blocks; block; block = block->orelse)
		if (node->name.len && str_eq(block->name, node->name))
			parse_error(parser, token, "block '%.*s' is defined twice",
			            STR_ARG(node->name));
	node->orelse = parser->blocks;
	parser->blocks = node;
}

/* A required block holds nothing but space and comments. */
static void check_required(struct parser *parser, const struct node *block)
{
	for (const struct node *node = block->list; node; node = node->next) {
		struct token token = { TOKEN_NAME, block->at, block->at_end };

		if (node->kind == NODE_TEXT && str_trim(value_text(node->value)).len == 0)
			continue;
		parse_error(parser, token, "required block '%.*s' must be empty",
		            STR_ARG(block->name));
		return;
	}
}

struct node *parse_block(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_BLOCK, tag);
	unsigned outer = parser->mentions;
	struct token name = parser_peek(parser);

	node->name = parser_expect_name(parser, "the name of the block");
	node->at = name.start;
	node->at_end = name.end;
	note_block(parser, node);
	for (;;) {
		if (parser_accept_name(parser, "scoped"))
			node->flags |= NODE_SCOPED;
		else if (parser_accept_name(parser, "required"))
			node->flags |= NODE_REQUIRED;
		else
			break;
	}
	if (parser_peek(parser).kind == TOKEN_SUB)
		parse_error(parser, parser_peek(parser),
		            "names of blocks hold no '-'; use '_'");
	parser->mentions = 0;
	parser_close_tag(parser);
	node->list = parse_block_body(parser, tag, end_block, &(struct str){ 0 });
	parse_end_name(parser, node);
	node->flags |= (uint16_t)(parser->mentions & NODE_USES_SUPER);
	/* a scoped block may read the loop around it */
	parser->mentions = outer | (parser->mentions & NODE_USES_LOOP);
	if (node->flags & NODE_REQUIRED)
		check_required(parser, node);
	return node;
}

/* (a, b=1): parameters of macro and call. */
static struct node *parse_parameters(struct parser *parser)
{
	struct node *first = NULL, **tail = &first;
	bool defaults = false;

	if (!parser_expect(parser, TOKEN_LPAREN))
		return NULL;
	while (parser_peek(parser).kind != TOKEN_RPAREN) {
		struct node *node = node_new(parser, NODE_KEYWORD, parser_peek(parser));

		node->name = parser_expect_name(parser, "the name of a parameter");
		if (parser_accept(parser, TOKEN_ASSIGN)) {
			node->left = parse_expression(parser);
			defaults = true;
		} else if (defaults) {
			parse_error(
				parser,
				(struct token){ TOKEN_NAME, node->at, node->at_end },
				"parameter without a default after one with a default");
		}
		*tail = node_done(parser, node);
		tail = &(*tail)->next;
		if (!parser_accept(parser, TOKEN_COMMA))
			break;
	}
	if (parser_peek(parser).kind != TOKEN_RPAREN)
		parse_unexpected(parser, "',' or ')'");
	parser_accept(parser, TOKEN_RPAREN);
	return first;
}

#define MACRO_NAMES (NODE_USES_VARARGS | NODE_USES_KWARGS | NODE_USES_CALLER)

static void parse_macro_body(struct parser *parser, struct node *node, struct token tag,
                             const char *const *ends)
{
	unsigned outer = parser->mentions;

	parser->mentions = 0;
	node->list = parse_until(parser, tag, ends);
	node->flags |= (uint16_t)(parser->mentions & MACRO_NAMES);
	/* a call's body reads the varargs and the caller of the macro it stands in */
	if (node->kind == NODE_MACRO)
		parser->mentions &= ~(unsigned)MACRO_NAMES;
	parser->mentions |= outer;
}

struct node *parse_macro(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_MACRO, tag);
	struct token name = parser_peek(parser);

	node->name = parser_expect_name(parser, "the name of the macro");
	node->at = name.start;
	node->at_end = name.end;
	node->right = parse_parameters(parser);
	parse_macro_body(parser, node, tag, end_macro);
	if (parser_at_name(parser, "endmacro"))
		parser_take(parser);
	return node;
}

struct node *parse_call_block(struct parser *parser, struct token tag)
{
	struct node *node = node_new(parser, NODE_CALL_BLOCK, tag);
	struct token first;

	node->name = STR("caller");
	if (parser_peek(parser).kind == TOKEN_LPAREN)
		node->right = parse_parameters(parser);
	first = parser_peek(parser);
	node->left = parse_expression(parser);
	if (node->left->kind != NODE_CALL)
		parse_error(parser, first, "'call' needs a call, such as 'box()'");
	parse_macro_body(parser, node, tag, end_call);
	return node;
}
