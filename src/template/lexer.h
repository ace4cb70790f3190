/*
 * lexer: a template's source as a row of tokens.
 *
 * Text, comments and white space control are settled here: what the parser gets is
 * literal text ready to be written, and the tokens inside {{ }} and {% %}. The row lives
 * in the arena; tokens point into the source. Every error is reported; the lexer then
 * goes on behind it, so that the parser can report its own.
 */
#ifndef TEMPLATE_LEXER_H
#define TEMPLATE_LEXER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

/* Offsets are 32 bits; no template of a person's comes near. */
#define TEMPLATE_SOURCE ((size_t)16 << 20)

enum token_kind {
	TOKEN_END, /* of the source */
	TOKEN_TEXT,
	TOKEN_PRINT_OPEN,  /* {{ */
	TOKEN_PRINT_CLOSE, /* }} */
	TOKEN_TAG_OPEN,    /* {% */
	TOKEN_TAG_CLOSE,   /* %} */
	TOKEN_NAME,
	TOKEN_STRING,
	TOKEN_INT,
	TOKEN_FLOAT,
	TOKEN_BAD, /* already reported */
	TOKEN_ADD,
	TOKEN_SUB,
	TOKEN_MUL,
	TOKEN_DIV,
	TOKEN_FLOORDIV,
	TOKEN_MOD,
	TOKEN_POW,
	TOKEN_TILDE,
	TOKEN_EQ,
	TOKEN_NE,
	TOKEN_LT,
	TOKEN_LE,
	TOKEN_GT,
	TOKEN_GE,
	TOKEN_ASSIGN,
	TOKEN_PIPE,
	TOKEN_DOT,
	TOKEN_COMMA,
	TOKEN_COLON,
	TOKEN_LPAREN,
	TOKEN_RPAREN,
	TOKEN_LBRACKET,
	TOKEN_RBRACKET,
	TOKEN_LBRACE,
	TOKEN_RBRACE,
};

struct token {
	enum token_kind kind;
	uint32_t start, end; /* bytes of the source */
};

struct tokens {
	struct token *items; /* the last is TOKEN_END */
	size_t count, cap;
	struct arena *arena;
};

/* False if an error was reported; the tokens can be parsed all the same. */
bool lex_template(const struct source *source, struct arena *arena, struct tokens *tokens,
                  struct diags *diags);

/* What a message calls a kind of token: "','", "a name". */
const char *token_kind_name(enum token_kind kind);

#endif
