/*
 * entry: an article as feeds and exports hold it, with the text of its own and without
 * the page around it; as front matter and Markdown.
 *
 * The result is a value, so that it can be sent from one process to another as JSON:
 *
 *     from      what it is known by: the same in every capture
 *     slug      a name, or a headline to make one of
 *     date      as in front, or absent
 *     front     a dict as it is to be written
 *     body      Markdown
 *     pictures  a list of names of pictures that it shows (nearby.h), or absent
 *
 * A pure function of the entry; all memory is the arena's; cannot fail.
 */
#ifndef IMPORT_ENTRY_H
#define IMPORT_ENTRY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/value.h"
#include "content/article.h"
#include "content/htmltree.h"
#include "import/tomarkdown.h"

struct entry {
	struct str from; /* what it is known by */
	struct str url;  /* where it was published, or empty */
	struct str slug; /* or empty: of the title */
	struct str title, dek, section, publication, language;
	struct date date, updated;
	struct strs authors, tags, aliases;
	struct picture image;
	bool draft;
	const struct picture_finder *finder;  /* of pictures that are at hand, or NULL */
	const struct value_builder *pictures; /* what it has found; or NULL */
	struct html_node *body;               /* a root; it is changed */
	struct str base;                      /* what its links are relative to */
};

struct value entry_article(struct arena *arena, const struct entry *entry);

/* A text that may have markup and entities, as plain text on one line. */
struct str entry_text(struct arena *arena, struct str html);

/* A language tag as it is usually written, "pt-BR" of "pt_br", too; empty: it is none. */
struct str entry_language(struct arena *arena, struct str text);

/* Add to a list that these functions have made. */
void entry_append(struct arena *arena, struct strs *strs, struct str text);

/* The same, each once and none that is empty; for short lists: it looks at all of them.
 */
void entry_add(struct arena *arena, struct strs *strs, struct str text);

#endif
