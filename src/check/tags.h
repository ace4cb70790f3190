/*
 * tags: the tags of an HTML page, one after another, as a browser's tokenizer cuts them.
 *
 * Comments and doctypes are passed over, and so is the text of scripts, styles, titles
 * and text areas. A view: everything points into the page. Nothing can fail.
 */
#ifndef CHECK_TAGS_H
#define CHECK_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct tags {
	struct str html;
	size_t at;
	struct str raw; /* the element whose text is being passed over */
};

struct tag {
	struct str name;       /* as written */
	struct str attributes; /* what follows the name */
	size_t start;          /* of "<", in the page */
	bool is_end, closes_itself, is_cut_off;
};

struct attribute {
	struct str name, value; /* as written, with entities; no value: a NULL pointer */
};

/* The next tag; false at the end of the page. */
bool tags_next(struct tags *tags, struct tag *tag);

/* Take the next attribute off; false if there is none. */
bool tag_next_attribute(struct str *attributes, struct attribute *attribute);

/* An attribute's text, its entities as characters. */
struct str attribute_text(struct str value, struct arena *arena);

#endif
