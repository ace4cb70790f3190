/*
 * frames: the blocks that are open in a nest, and the runs inside the innermost, as two
 * stacks; private to nest.c.
 *
 * Here is what HTML 5 says about which block stands in which. Tags are written when it is
 * known that they are needed: frames_open writes those of all blocks that have begun.
 */
#ifndef CONTENT_FRAMES_H
#define CONTENT_FRAMES_H

#include "content/nest.h"

/* Room for the parts that a block may need inside it: tbody, tr, td, li, p. */
#define FRAMES_SPARE 8

struct frame *frames_top(struct nest *nest);

/* The innermost block that is no paragraph. */
struct frame *frames_top_block(struct nest *nest);

bool frame_is_kind(const struct frame *frame, enum element_kind kind);
bool frame_is_named(const struct frame *frame, const char *name);

/* May text stand in the innermost block, or does it need a part between? */
bool frames_hold_text(struct nest *nest);

/* Blocks and runs that are open, and some that may have to be, are within the limit. */
bool frames_have_room(const struct nest *nest, size_t more);

/*
 * Make the innermost block one in which an element of the kind may stand. False if there
 * is no such block: then the element loses its tags.
 */
bool frames_make_room(struct nest *nest, enum element_kind kind);

/* A block begins; node is NULL for one that is only needed. Nothing is written yet. */
struct frame *frames_push(struct nest *nest, struct html_node *node, struct str name);

/* The innermost block ends. */
void frames_pop(struct nest *nest);

/*
 * Write the tags of all blocks that have begun. A paragraph is open only while it is the
 * innermost: a block ends it, and with for_block, one is about to begin.
 */
void frames_open(struct nest *nest, bool for_block);

/* Write the tags of the first count runs, or end all but the first left. */
void runs_open(struct nest *nest, size_t count);
void runs_close(struct nest *nest, size_t left);

void write_end_tag(struct nest *nest, struct str name);

/* h1 to h6. */
bool is_heading(struct str name);

bool has_id(struct str attributes);

#endif
