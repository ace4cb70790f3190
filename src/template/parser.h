/*
 * parser: from tokens to a tree. The public part is parse_template(); the rest is what
 * its three files share: parser.c (tokens, nodes, errors), expression.c, statement.c.
 *
 * An error inside a tag is reported once; the parser then skips to the tag's end and
 * goes on, so that one run shows every mistake. The tree that comes of it must not be
 * compiled. Nodes live in the arena.
 */
#ifndef TEMPLATE_PARSER_H
#define TEMPLATE_PARSER_H

#include <stdbool.h>
#include <stddef.h>

#include "template/ast.h"
#include "template/lexer.h"

/* Errors of one template after which the rest is not worth reading. */
#define TEMPLATE_ERRORS 20

/* A tag that waits for its end. */
struct open_tag {
	struct str name;
	const char *const *ends; /* the tags that go on with or close it; NULL-ended */
	struct token token;      /* its name, for messages */
	struct open_tag *outer;
};

struct parser {
	const struct source *source;
	struct arena *arena;
	struct diags *diags;
	struct tokens tokens;
	size_t at;
	size_t nesting;
	size_t errors;
	unsigned mentions; /* NODE_USES_*: names seen since the innermost for, block,
	                      macro */
	bool ok;
	bool panic; /* an error was reported in this tag: be quiet until its end */
	bool lost;  /* no use in going on */
	struct open_tag *open;
	struct node *blocks; /* to find two of one name; linked by orelse */
};

/* The list of statements, or NULL after errors; *ok tells an empty template from those.
 */
struct node *parse_template(const struct source *source, struct arena *arena,
                            struct diags *diags, bool *ok);

/* parser.c */
struct token parser_peek(const struct parser *parser);
struct token parser_peek_next(const struct parser *parser);
struct token parser_take(struct parser *parser);
struct str token_text(const struct parser *parser, struct token token);
bool parser_accept(struct parser *parser, enum token_kind kind);
bool parser_accept_name(struct parser *parser, const char *name);
bool parser_at_name(const struct parser *parser, const char *name);
bool parser_expect(struct parser *parser, enum token_kind kind);
struct str parser_expect_name(struct parser *parser, const char *what);
bool parser_expect_word(struct parser *parser, const char *word);

bool parse_error(struct parser *parser, struct token token, const char *fmt, ...)
	PRINTF(3, 4);

/* "expected <what>, not <the next token>" */
bool parse_unexpected(struct parser *parser, const char *what);

struct node *node_new(struct parser *parser, enum node_kind kind, struct token first);

/* The node is complete: note its end and its depth. */
struct node *node_done(struct parser *parser, struct node *node);

/* Something to go on with after an error. */
struct node *node_error(struct parser *parser);

/* Go a level down; false, with an error, when that is too deep. Always leave. */
bool parser_enter(struct parser *parser);
void parser_leave(struct parser *parser);

/* expression.c */
struct node *parse_expression(struct parser *parser);
struct node *parse_without_condition(struct parser *parser);
struct node *parse_tuple(struct parser *parser, bool conditions);
struct node *parse_primary(struct parser *parser);
struct node *parse_postfix(struct parser *parser, struct node *node);

/* name(...) | name(...): left of the first is node, which may be NULL. */
struct node *parse_filters(struct parser *parser, struct node *node, bool leading_pipe);

/* operand.c */
struct node *parse_name(struct parser *parser);
struct node *parse_number(struct parser *parser);
struct node *parse_string(struct parser *parser);

/* "and", "if" and the like, which cannot begin an operand. */
bool is_operator_word(struct str name);

/* statement.c */
struct node *parse_body(struct parser *parser);

/*
 * Statements up to one of the ends, whose name goes to *end; its tag is taken but for
 * its closing. A tag that closes something further out closes this one too.
 */
struct node *parse_block_body(struct parser *parser, struct token tag,
                              const char *const *ends, struct str *end);

/* The closing of the tag, the body, and the tag that ends it. */
struct node *parse_until(struct parser *parser, struct token tag,
                         const char *const *ends);

/* "%}"; after an error in the tag, make ready for the next. */
bool parser_close_tag(struct parser *parser);

/* definition.c: from behind the tag's name. */
struct node *parse_block(struct parser *parser, struct token tag);
struct node *parse_extends(struct parser *parser, struct token tag);
struct node *parse_include(struct parser *parser, struct token tag);
struct node *parse_import(struct parser *parser, struct token tag);
struct node *parse_from(struct parser *parser, struct token tag);
struct node *parse_macro(struct parser *parser, struct token tag);
struct node *parse_call_block(struct parser *parser, struct token tag);

#endif
