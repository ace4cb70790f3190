/*
 * foreign: what in a Markdown body was written for another generator: Hugo's shortcodes,
 * Liquid's tags and outputs, and the targets of links and pictures.
 *
 * foreign_scan lists them in their order, none inside another: a tag within a target is
 * part of it. Tags are found inside code too, where both generators run them; targets
 * that stand in code are told by cmark. Views the text; lists are in the arena. Time is
 * linear in the text. Cannot fail.
 */
#ifndef IMPORT_FOREIGN_H
#define IMPORT_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

#define FOREIGN_TAG_MAX ((size_t)8192) /* bytes; a longer one is a text with braces */
#define FOREIGN_NONE    SIZE_MAX

enum foreign_kind {
	FOREIGN_SHORTCODE,  /* {{< x >}}, {{% x %}} */
	FOREIGN_TAG,        /* {% x %} */
	FOREIGN_OUTPUT,     /* {{ x }} */
	FOREIGN_ATTRIBUTES, /* {: x }, {::x}, {:/x} of kramdown */
	FOREIGN_BRACES,     /* {#x .y} of goldmark, at the end of a line */
	FOREIGN_DEFINITION, /* ":" before what a term means */
	FOREIGN_SHORT_FORM, /* *[HTML]: what it is short for; the whole line */
	FOREIGN_TARGET,     /* of a link or picture */
};

struct foreign {
	enum foreign_kind kind;
	bool closing;      /* {{< /x >}}, {% endx %} */
	bool escaped;      /* Hugo's comment around what is to be shown, not run */
	bool in_code;      /* of all kinds, as cmark sees it */
	bool in_html;      /* a target: the value of an attribute */
	bool bracketed;    /* a target: between < and > */
	size_t start, end; /* of a target without quotes or brackets */
	struct str name;   /* of a tag */
	struct str inside; /* of a tag: what follows its name; of an output: all */
	bool is_done;      /* for the caller */
	size_t partner; /* the tag that closes it, or that it closes, or FOREIGN_NONE */
};

struct foreigns {
	struct foreign *items;
	size_t count, cap;
};

/* An argument of a shortcode or tag: by name, or by its place (then name is empty). */
struct foreign_arg {
	struct str name, value;
};

struct foreign_args {
	struct foreign_arg *items;
	size_t count, cap;
};

void foreign_scan(struct str text, struct arena *arena, struct foreigns *out);

/* name=value, "in quotes" and bare words. */
struct foreign_args foreign_args(struct str inside, struct arena *arena);

/* By any of the names, which are written "src url path"; empty if there is none. */
struct str foreign_arg(const struct foreign_args *args, const char *names);

/* The argument at a place, from 0; empty if there are fewer. */
struct str foreign_arg_at(const struct foreign_args *args, size_t place);

#endif
