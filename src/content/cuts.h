/*
 * cuts: what is cut out of Markdown before cmark reads it: the tags of other generators
 * (Hugo's shortcodes, Liquid's tags), and the heads of footnotes.
 *
 * A tag is not understood: it is reported and left out; what stands between an opening
 * and a closing one stays. Behind a backslash it is text. A footnote's "[^a]:" becomes
 * the marker of a list item, whose rules for what belongs to it are those of a footnote.
 * Neither is touched inside code, which only cmark can tell: it parses the text once with
 * a mark at each place. The number of lines never changes. Views the text; what is new is
 * in the arena.
 */
#ifndef CONTENT_CUTS_H
#define CONTENT_CUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum cut_kind {
	CUT_SHORTCODE, /* {{< x >}} or {{% x %}} */
	CUT_TAG,       /* {% x %} */
	CUT_VARIABLE,  /* {{ x }} */
	CUT_FOOTNOTE,  /* [^x]: */
};

struct cut {
	enum cut_kind kind;
	bool closing;
	bool closes;  /* it belongs to another, and is not reported */
	bool in_code; /* to be left as it is */
	struct str name;
	size_t start, end; /* in the text */
	size_t line;       /* from 1 */
};

struct cuts {
	struct cut *items;
	size_t count, cap;
};

/* May a tag's name have the character? */
bool cuts_is_name(char c);

/* All places in text that may have to be cut, in their order. */
void cuts_find(struct str text, struct arena *arena, struct cuts *cuts);

/* Set in_code where cmark sees code, or a footnote's head is none. */
void cuts_probe(struct str text, struct cuts *cuts, struct arena *arena);

/* Set closes where a tag closes one that is open. */
void cuts_settle(struct cuts *cuts);

/* Warn of a tag. */
void cut_warn(const struct cut *cut, struct span span, struct diags *diags);

/* The text without them, as many lines long. */
struct str cuts_apply(struct str text, const struct cuts *cuts, struct arena *arena);

#endif
