/*
 * nest: writes elements so that they stand only where HTML 5 lets them stand.
 *
 * The caller walks a tree and says what begins and ends; nest keeps two stacks, of blocks
 * and of what is inside a paragraph, and writes tags when there is something to put
 * between them. A block ends the paragraph and the emphasis around it, which begin again
 * behind it; a row, cell or item gets the parents it lacks; what may not stand inside a
 * heading, a link or a list loses its tags. So the output is well nested whatever the
 * tree was, never deeper than SANITIZE_DEPTH, and nesting it again changes nothing.
 *
 * Owns its buffers: nest_done returns them.
 */
#ifndef CONTENT_NEST_H
#define CONTENT_NEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "content/attributes.h"
#include "content/sanitize.h"

/* What a block holds so far. */
enum frame_state { FRAME_EMPTY, FRAME_TEXT, FRAME_BLOCK };

/* A block that has begun. */
struct frame {
	const struct element_rule *rule;
	struct html_node *node; /* NULL: it is not in the tree, but needed */
	struct str name;        /* of its tag */
	bool open;              /* its tag is written */
	bool after_term;        /* a dl whose last child is a dt */
	bool has_rows;          /* a table that has begun with them */
	enum frame_state state;
};

/* An element inside a paragraph. */
struct run {
	struct html_node *node;
	struct str name, attributes; /* of its tag */
	bool written;                /* at least once */
	bool repeated;               /* after a block */
	bool silent;                 /* it counts as open, but has no tag */
};

/* A block above the limit may need the parents of a table's cell. */
#define NEST_FRAMES (SANITIZE_DEPTH + 8)

struct nest {
	struct buf html, text;
	struct attribute_writer attributes;
	struct buf tag;     /* a tag's attributes, while they are found */
	struct buf pending; /* space at the start of a block */
	struct frame frames[NEST_FRAMES];
	size_t frame_count; /* the first stands for the body */
	struct run runs[SANITIZE_DEPTH];
	size_t run_count, open_runs; /* the first of them are open */
	size_t lines;                /* frames that hold text only; 0 or 1 */
	size_t preformatted;         /* pre among them */
	size_t headers;              /* th, which hold no headings */
	size_t again; /* bytes that may still be spent on opening runs again */
	bool outline; /* headings get ids and levels */
};

/* size: of the input, to which the output is kept proportional. */
/* nest is zero. */
void nest_begin(struct nest *nest, struct headings *headings,
                const struct link_resolver *links, struct span place, size_t size);

void nest_text(struct nest *nest, struct str text);

/* An element begins; false if what is in it is not to be walked through. */
bool nest_enter(struct nest *nest, struct html_node *node);

/* An element that was entered ends. */
void nest_leave(struct nest *nest, struct html_node *node);

/* End what is open. nest->html and nest->text are complete. */
void nest_end(struct nest *nest);

void nest_done(struct nest *nest);

#endif
