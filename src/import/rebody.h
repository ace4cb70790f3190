/*
 * rebody: an old page's body made one of ours: links lead to the new files, pictures come
 * along, tags of the old generator become Markdown.
 *
 * Works by edits of the original text, so that whatever is said of it has its place
 * there. What is not understood stays as it is and is remarked on. A rebody owns
 * nothing; all it points to is the caller's, results are in the arena. Files that cannot
 * be copied are errors, of which luggage.h keeps count.
 */
#ifndef IMPORT_REBODY_H
#define IMPORT_REBODY_H

#include "import/foreign.h"
#include "import/luggage.h"
#include "import/oldsite.h"
#include "import/remarks.h"

struct edit {
	size_t start, end; /* of the body */
	struct str text;
};

struct rebody {
	const struct oldsite *site;
	const struct oldpage *page;
	const struct oldfile *file;
	struct luggage *luggage;
	struct remarks *remarks;
	struct arena *arena;
	struct diags *diags;
	struct str text; /* the body */
	struct foreigns found;
	struct edit *edits; /* in their order */
	size_t edit_count, edit_cap;
	size_t comment_end; /* the item that ends a comment of kramdown's */
};

/* The new body. file, site, page, luggage, remarks, arena and diags are set. */
struct str rebody_convert(struct rebody *body);

/*
 * What a link or picture leads to now: *out is a path relative to the new file, or a URL.
 * False if it leads to nothing that the input has; then *out is as it was.
 */
bool rebody_target(const struct rebody *body, struct str url, struct str *out);

/* The link to another article, as "../05/b.md#x". */
bool rebody_reference(const struct rebody *body, struct str reference, struct str *out);

/* For the parts of the work: embeds.c, outputs.c, extras.c. */

/* Replace a part of the body that is behind all that were replaced before. */
void rebody_edit(struct rebody *body, size_t start, size_t end, struct str text);

/* A row of the report about an item. */
void rebody_say(struct rebody *body, const struct foreign *item, const char *kind,
                const char *why);

/* Is it what kramdown and goldmark have in their Markdown, and we have not? */
bool rebody_is_extra(const struct foreign *item);

/* Replace or drop it; the item to go on with. */
size_t rebody_extra(struct rebody *body, size_t i);

/* What a tag becomes. */
struct embed {
	struct buf open;  /* in its place */
	struct buf close; /* in the place of its partner */
	bool takes_inner; /* open stands for all up to the end of its partner */
	bool is_block;    /* a paragraph of its own, if it has a line of its own */
	bool is_target;   /* it is the target of a link already */
};

void embed_clear(struct embed *embed);

/* False: the tag is not understood. */
bool embed_shortcode(const struct rebody *body, const struct foreign *tag,
                     struct embed *out);
bool embed_liquid(const struct rebody *body, const struct foreign *tag,
                  struct embed *out);
bool embed_output(const struct rebody *body, const struct foreign *tag,
                  struct embed *out);

/* What stands between a tag and its partner. */
struct str rebody_inner(const struct rebody *body, const struct foreign *tag);

/* Has a tag, with all up to its partner, lines of its own? */
bool rebody_is_alone(const struct rebody *body, const struct foreign *tag);

/* Is it a URL of its own, that no file of the input can be? */
bool url_is_foreign(struct str url);

#endif
