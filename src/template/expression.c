/*
 * Expressions, one function for each level of precedence, loosest first. Jinja's own
 * order: "**" binds to the left and below unary minus; filters and tests bind tighter
 * than any operator.
 */
#include "template/parser.h"

struct list {
	struct node *first, **tail;
};

static void list_add(struct list *list, struct node *node)
{
	if (!list->first)
		list->tail = &list->first;
	*list->tail = node;
	list->tail = &node->next;
}

static struct node *parse_condition(struct parser *parser, bool conditions);
static struct node *parse_unary(struct parser *parser, bool filters);

static struct node *binary(struct parser *parser, enum node_kind kind, struct node *left,
                           struct token op, struct node *right)
{
	struct node *node = node_new(parser, kind, op);

	node->op = (uint8_t)op.kind;
	node->start = left->start;
	node->left = left;
	node->right = right;
	return node_done(parser, node);
}

static struct node *parse_power(struct parser *parser)
{
	struct node *left = parse_unary(parser, true);

	while (parser_peek(parser).kind == TOKEN_POW) {
		struct token op = parser_take(parser);

		left = binary(parser, NODE_BINARY, left, op, parse_unary(parser, true));
	}
	return left;
}

static struct node *parse_product(struct parser *parser)
{
	struct node *left = parse_power(parser);

	for (;;) {
		enum token_kind kind = parser_peek(parser).kind;
		struct token op;

		if (kind != TOKEN_MUL && kind != TOKEN_DIV && kind != TOKEN_FLOORDIV &&
		    kind != TOKEN_MOD)
			return left;
		op = parser_take(parser);
		left = binary(parser, NODE_BINARY, left, op, parse_power(parser));
	}
}

static struct node *parse_concat(struct parser *parser)
{
	struct node *left = parse_product(parser);
	struct list parts = { 0 };
	struct node *node;

	if (parser_peek(parser).kind != TOKEN_TILDE)
		return left;
	node = node_new(parser, NODE_CONCAT, parser_peek(parser));
	node->start = left->start;
	list_add(&parts, left);
	while (parser_accept(parser, TOKEN_TILDE))
		list_add(&parts, parse_product(parser));
	node->list = parts.first;
	return node_done(parser, node);
}

static struct node *parse_sum(struct parser *parser)
{
	struct node *left = parse_concat(parser);

	while (parser_peek(parser).kind == TOKEN_ADD ||
	       parser_peek(parser).kind == TOKEN_SUB) {
		struct token op = parser_take(parser);

		left = binary(parser, NODE_BINARY, left, op, parse_concat(parser));
	}
	return left;
}

static bool take_comparison(struct parser *parser, enum compare_op *op)
{
	enum token_kind kind = parser_peek(parser).kind;

	if (kind >= TOKEN_EQ && kind <= TOKEN_GE) {
		*op = (enum compare_op)(COMPARE_EQ + (kind - TOKEN_EQ));
		parser_take(parser);
		return true;
	}
	if (parser_accept_name(parser, "in")) {
		*op = COMPARE_IN;
		return true;
	}
	if (parser_at_name(parser, "not") &&
	    str_eq(token_text(parser, parser_peek_next(parser)), STR("in"))) {
		parser_take(parser);
		parser_take(parser);
		*op = COMPARE_NOT_IN;
		return true;
	}
	return false;
}

static struct node *parse_comparison(struct parser *parser)
{
	struct node *left = parse_sum(parser);
	struct list operands = { 0 };
	struct token token = parser_peek(parser);
	enum compare_op op;
	struct node *node, *previous = left;

	while (take_comparison(parser, &op)) {
		struct node *operand = node_new(parser, NODE_OPERAND, token);

		operand->op = (uint8_t)op;
		operand->left = parse_sum(parser);
		operand = node_done(parser, operand);
		operand->right = previous; /* for messages: a part of the node before */
		previous = operand->left;
		list_add(&operands, operand);
		token = parser_peek(parser);
	}
	if (!operands.first)
		return left;
	node = node_new(parser, NODE_COMPARE, token);
	node->start = left->start;
	node->at = operands.first->at;
	node->at_end = operands.first->at_end;
	node->left = left;
	node->list = operands.first;
	return node_done(parser, node);
}

static struct node *parse_not(struct parser *parser)
{
	struct node *node;

	if (!parser_at_name(parser, "not"))
		return parse_comparison(parser);
	node = node_new(parser, NODE_NOT, parser_take(parser));
	if (parser_enter(parser))
		node->left = parse_not(parser);
	else
		node->left = node_error(parser);
	parser_leave(parser);
	return node_done(parser, node);
}

static struct node *parse_and(struct parser *parser)
{
	struct node *left = parse_not(parser);

	while (parser_at_name(parser, "and")) {
		struct token op = parser_take(parser);

		left = binary(parser, NODE_AND, left, op, parse_not(parser));
	}
	return left;
}

static struct node *parse_or(struct parser *parser)
{
	struct node *left = parse_and(parser);

	while (parser_at_name(parser, "or")) {
		struct token op = parser_take(parser);

		left = binary(parser, NODE_OR, left, op, parse_and(parser));
	}
	return left;
}

static struct node *parse_condition(struct parser *parser, bool conditions)
{
	struct node *left;

	if (!parser_enter(parser)) {
		parser_leave(parser);
		return node_error(parser);
	}
	left = parse_or(parser);
	while (conditions && parser_at_name(parser, "if")) {
		struct node *node = node_new(parser, NODE_COND, parser_take(parser));

		node->start = left->start;
		node->left = left;
		node->right = parse_or(parser);
		if (parser_accept_name(parser, "else"))
			node->third = parse_condition(parser, true);
		left = node_done(parser, node);
	}
	parser_leave(parser);
	return left;
}

struct node *parse_expression(struct parser *parser)
{
	return parse_condition(parser, true);
}

struct node *parse_without_condition(struct parser *parser)
{
	return parse_condition(parser, false);
}

/* Can no further item of a tuple come here? */
static bool ends_tuple(const struct parser *parser)
{
	switch (parser_peek(parser).kind) {
	case TOKEN_TAG_CLOSE:
	case TOKEN_PRINT_CLOSE:
	case TOKEN_END:
	case TOKEN_RPAREN:
	case TOKEN_RBRACKET:
	case TOKEN_ASSIGN:
		return true;
	default:
		return parser_at_name(parser, "recursive") ||
		       parser_at_name(parser, "in") || parser_at_name(parser, "if");
	}
}

struct node *parse_tuple(struct parser *parser, bool conditions)
{
	struct token first = parser_peek(parser);
	struct list items = { 0 };
	bool comma = false;
	struct node *node;

	do {
		if (items.first && ends_tuple(parser))
			break;
		list_add(&items, parse_condition(parser, conditions));
		if (parser_peek(parser).kind == TOKEN_COMMA)
			comma = true;
	} while (parser_accept(parser, TOKEN_COMMA));
	if (!comma)
		return items.first;
	node = node_new(parser, NODE_TUPLE, first);
	node->list = items.first;
	return node_done(parser, node);
}

/* Items up to the closing bracket; a comma may follow the last. */
static struct node *parse_list(struct parser *parser)
{
	struct node *node = node_new(parser, NODE_LIST, parser_take(parser));
	struct list items = { 0 };

	while (parser_peek(parser).kind != TOKEN_RBRACKET) {
		list_add(&items, parse_expression(parser));
		if (!parser_accept(parser, TOKEN_COMMA))
			break;
	}
	if (parser_peek(parser).kind != TOKEN_RBRACKET)
		parse_unexpected(parser, "',' or ']'");
	parser_accept(parser, TOKEN_RBRACKET);
	node->list = items.first;
	return node_done(parser, node);
}

static struct node *parse_dict(struct parser *parser)
{
	struct node *node = node_new(parser, NODE_DICT, parser_take(parser));
	struct list pairs = { 0 };

	while (parser_peek(parser).kind != TOKEN_RBRACE) {
		struct node *pair = node_new(parser, NODE_PAIR, parser_peek(parser));

		pair->left = parse_expression(parser);
		parser_expect(parser, TOKEN_COLON);
		pair->right = parse_expression(parser);
		list_add(&pairs, node_done(parser, pair));
		if (!parser_accept(parser, TOKEN_COMMA))
			break;
	}
	if (parser_peek(parser).kind != TOKEN_RBRACE)
		parse_unexpected(parser, "',' or '}'");
	parser_accept(parser, TOKEN_RBRACE);
	node->list = pairs.first;
	return node_done(parser, node);
}

static struct node *parse_parentheses(struct parser *parser)
{
	struct token open = parser_take(parser);
	struct node *node;

	if (parser_accept(parser, TOKEN_RPAREN))
		return node_done(parser, node_new(parser, NODE_TUPLE, open));
	node = parse_tuple(parser, true);
	if (parser_peek(parser).kind != TOKEN_RPAREN)
		parse_unexpected(parser, "',' or ')'");
	parser_accept(parser, TOKEN_RPAREN);
	node->start = open.start;
	return node_done(parser, node);
}

struct node *parse_primary(struct parser *parser)
{
	switch (parser_peek(parser).kind) {
	case TOKEN_NAME:
		return parse_name(parser);
	case TOKEN_STRING:
		return parse_string(parser);
	case TOKEN_INT:
	case TOKEN_FLOAT:
		return parse_number(parser);
	case TOKEN_LPAREN:
		return parse_parentheses(parser);
	case TOKEN_LBRACKET:
		return parse_list(parser);
	case TOKEN_LBRACE:
		return parse_dict(parser);
	default:
		parse_unexpected(parser, "an expression");
		return node_error(parser);
	}
}

/* Arguments up to ")", which is taken. */
static struct node *parse_arguments(struct parser *parser)
{
	struct list args = { 0 };
	bool named = false;

	parser_take(parser);
	while (parser_peek(parser).kind != TOKEN_RPAREN) {
		struct token token = parser_peek(parser);
		struct node *node = NULL;

		if (parser_accept(parser, TOKEN_MUL)) {
			node = node_new(parser, NODE_STAR, token);
		} else if (parser_accept(parser, TOKEN_POW)) {
			node = node_new(parser, NODE_STARS, token);
			named = true;
		} else if (token.kind == TOKEN_NAME &&
		           parser_peek_next(parser).kind == TOKEN_ASSIGN) {
			node = node_new(parser, NODE_KEYWORD, token);
			node->name = token_text(parser, parser_take(parser));
			parser_take(parser);
			named = true;
		} else if (named) {
			parse_error(parser, token,
			            "positional argument after a named one");
		}
		if (node) {
			node->left = parse_expression(parser);
			node = node_done(parser, node);
		} else {
			node = parse_expression(parser);
		}
		list_add(&args, node);
		if (!parser_accept(parser, TOKEN_COMMA))
			break;
	}
	if (parser_peek(parser).kind != TOKEN_RPAREN)
		parse_unexpected(parser, "',' or ')'");
	parser_accept(parser, TOKEN_RPAREN);
	return args.first;
}

static struct node *parse_attribute(struct parser *parser, struct node *left)
{
	struct token token;
	struct node *node;

	parser_take(parser);
	token = parser_peek(parser);
	if (token.kind == TOKEN_INT) {
		node = node_new(parser, NODE_ITEM, token);
		node->right = parse_number(parser);
	} else {
		node = node_new(parser, NODE_ATTR, token);
		node->name = parser_expect_name(parser, "a name after '.'");
	}
	node->start = left->start;
	node->left = left;
	return node_done(parser, node);
}

static struct node *parse_slice(struct parser *parser)
{
	struct node *node = node_new(parser, NODE_SLICE, parser_peek(parser));
	struct node **parts[] = { &node->left, &node->right, &node->third };
	size_t part = 0;

	while (part < ARRAY_LEN(parts)) {
		enum token_kind kind = parser_peek(parser).kind;

		if (kind != TOKEN_COLON && kind != TOKEN_RBRACKET)
			*parts[part] = parse_expression(parser);
		if (part == 0 && parser_peek(parser).kind != TOKEN_COLON)
			return node->left ? node->left : parse_primary(parser);
		part++;
		if (!parser_accept(parser, TOKEN_COLON))
			break;
		if (part == ARRAY_LEN(parts))
			parse_unexpected(parser, "']'");
	}
	return node_done(parser, node);
}

static struct node *parse_subscript(struct parser *parser, struct node *left)
{
	struct node *node = node_new(parser, NODE_ITEM, parser_take(parser));

	node->left = left;
	node->right = parse_slice(parser);
	if (parser_peek(parser).kind != TOKEN_RBRACKET)
		parse_unexpected(parser, "']'");
	parser_accept(parser, TOKEN_RBRACKET);
	node->start = left->start;
	node = node_done(parser, node);
	node->at = node->start;
	node->at_end = node->end;
	return node;
}

static struct node *parse_call(struct parser *parser, struct node *left)
{
	struct node *node = node_new(parser, NODE_CALL, parser_peek(parser));

	node->start = node->at = left->start;
	node->at_end = left->end;
	node->left = left;
	node->list = parse_arguments(parser);
	return node_done(parser, node);
}

struct node *parse_postfix(struct parser *parser, struct node *node)
{
	for (;;) {
		switch (parser_peek(parser).kind) {
		case TOKEN_DOT:
			node = parse_attribute(parser, node);
			break;
		case TOKEN_LBRACKET:
			node = parse_subscript(parser, node);
			break;
		case TOKEN_LPAREN:
			node = parse_call(parser, node);
			break;
		default:
			return node;
		}
	}
}

static struct node *parse_filter(struct parser *parser, struct node *left)
{
	struct node *node = node_new(parser, NODE_FILTER, parser_peek(parser));

	node->name = parser_expect_name(parser, "the name of a filter");
	node->left = left;
	if (left)
		node->start = left->start;
	if (parser_peek(parser).kind == TOKEN_LPAREN)
		node->list = parse_arguments(parser);
	return node_done(parser, node);
}

struct node *parse_filters(struct parser *parser, struct node *node, bool leading_pipe)
{
	if (!leading_pipe)
		node = parse_filter(parser, node);
	while (parser_accept(parser, TOKEN_PIPE))
		node = parse_filter(parser, node);
	return node;
}

/* An argument may follow a test without parentheses: x is divisibleby 3. */
static bool begins_test_argument(const struct parser *parser)
{
	struct token token = parser_peek(parser);

	switch (token.kind) {
	case TOKEN_NAME:
		return !is_operator_word(token_text(parser, token));
	case TOKEN_STRING:
	case TOKEN_INT:
	case TOKEN_FLOAT:
	case TOKEN_LBRACKET:
	case TOKEN_LBRACE:
		return true;
	default:
		return false;
	}
}

static struct node *parse_test(struct parser *parser, struct node *left)
{
	struct node *node;
	bool negated;

	parser_take(parser);
	negated = parser_accept_name(parser, "not");
	node = node_new(parser, NODE_TEST, parser_peek(parser));
	node->name = parser_expect_name(parser, "the name of a test");
	node->flags = negated ? NODE_NEGATED : 0;
	node->left = left;
	node->start = left->start;
	if (parser_peek(parser).kind == TOKEN_LPAREN)
		node->list = parse_arguments(parser);
	else if (begins_test_argument(parser))
		node->list = parse_postfix(parser, parse_primary(parser));
	else if (parser_at_name(parser, "is"))
		parse_error(parser, parser_peek(parser), "a test cannot follow a test");
	return node_done(parser, node);
}

static struct node *parse_unary(struct parser *parser, bool filters)
{
	struct token token = parser_peek(parser);
	struct node *node;

	if (token.kind == TOKEN_SUB || token.kind == TOKEN_ADD) {
		parser_take(parser);
		node = node_new(parser, token.kind == TOKEN_SUB ? NODE_NEG : NODE_POS,
		                token);
		if (parser_enter(parser))
			node->left = parse_unary(parser, false);
		else
			node->left = node_error(parser);
		parser_leave(parser);
		node = node_done(parser, node);
	} else {
		node = parse_primary(parser);
	}
	node = parse_postfix(parser, node);
	while (filters) {
		if (parser_peek(parser).kind == TOKEN_PIPE)
			node = parse_filters(parser, node, true);
		else if (parser_at_name(parser, "is"))
			node = parse_test(parser, node);
		else if (parser_peek(parser).kind == TOKEN_LPAREN)
			node = parse_call(parser, node);
		else
			break;
	}
	return node;
}
