/*
 * diag: what went wrong, where, and what to do about it.
 *
 * Owns the messages. Code that can fail takes a struct diags and returns bool;
 * on failure it has added at least one error. Nothing below commands/ prints or
 * exits. Messages are kept, not printed: jobs that finish in any order still
 * report in path order. A message copies the line it points at, so that sources
 * may be freed before it is shown. One struct diags belongs to one thread.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/pack.h"
#include "base/str.h"

/* One input file: what it is called and what it holds. */
struct source {
	struct str path;
	struct str text;
};

/* Bytes [start, end) of a source. A NULL source means "no particular place". */
struct span {
	const struct source *source;
	size_t start, end;
};

/* A whole file, when no place inside it is meant: printed without line and column. */
#define SPAN_FILE(src) ((struct span){ (src), (size_t)-1, (size_t)-1 })
#define SPAN_NONE      ((struct span){ 0 })

enum diag_level { DIAG_ERROR, DIAG_WARNING };

struct diag {
	enum diag_level level;
	struct str path;      /* empty: no particular place */
	size_t line, column;  /* from 1; column counts code points; 0: the whole file */
	struct str excerpt;   /* the line, cut around the column when it is long */
	struct str underline; /* spaces and ^~~~ to go under the excerpt */
	struct str message;   /* lower case, no full stop: unknown key 'titel' */
	struct str notes;     /* none, or lines: "included from base.html:3:4" */
	struct str hint;      /* none, or one line: did you mean 'title'? */
	struct str context;   /* none, or in which page a template failed */
	size_t repeats;       /* how many more pages failed so */
	struct diag *next;
};

/* The zero value is empty and ready for use. */
struct diags {
	struct arena arena;
	struct diag *first, *last;
	size_t errors, warnings;
	/* Private: the line of the last message, so that many in one file are not slow.
	 */
	struct str place_path, place_text;
	size_t place_at, place_line;
};

/*
 * Add an error. Always returns false, so that a failing function can end with
 * `return diag_error(diags, span, "...")`.
 */
bool diag_error(struct diags *diags, struct span span, const char *fmt, ...) PRINTF(3, 4);

/* Add a warning: work goes on. */
void diag_warn(struct diags *diags, struct span span, const char *fmt, ...) PRINTF(3, 4);

/* Attach a hint to the message added last. */
void diag_hint(struct diags *diags, const char *fmt, ...) PRINTF(2, 3);

/* "did you mean 'x'?" if x is not empty; nothing otherwise. */
void diag_did_you_mean(struct diags *diags, struct str x);

/* Add a line of context to the message added last, for a place that led to it. */
void diag_note(struct diags *diags, struct span span, const char *what);

/* An error or warning about a path that has no text to point into. */
bool diag_error_path(struct diags *diags, struct str path, const char *fmt, ...)
	PRINTF(3, 4);
void diag_warn_path(struct diags *diags, struct str path, const char *fmt, ...)
	PRINTF(3, 4);

/* Move all messages of from behind those of to; from is empty afterwards. */
void diags_move(struct diags *to, struct diags *from);

/*
 * Say in which page the messages arose, but for those about the page's own source. What a
 * template does wrong it does wrong in many pages: diags_sort makes one message of them.
 */
void diags_in_page(struct diags *diags, struct str page, struct str source);

/* Order by path, line, column; equal messages at one place are folded into one. */
void diags_sort(struct diags *diags);

/* Make every warning an error (--strict). */
void diags_promote(struct diags *diags);

/*
 * Write a message as
 *
 *     content/a.md:2:1: error: unknown key 'titel'
 *       titel: Hello
 *       ^~~~~
 *       hint: did you mean 'title'?
 */
void diag_format(const struct diag *diag, struct buf *out);

/* Write all of them. */
void diags_format(const struct diags *diags, struct buf *out);

/*
 * The messages as bytes, and back, added to diags (none of no bytes): what was said of
 * something that has not changed can be said again without looking.
 */
void diags_pack(const struct diags *diags, struct buf *out);
void diags_unpack(struct diags *diags, struct str packed);

void diags_clear(struct diags *diags);

/* The line and column (both from 1, columns in code points) of a byte of text. */
void text_place(struct str text, size_t at, size_t *line, size_t *column);

#endif
