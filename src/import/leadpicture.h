/*
 * leadpicture: the pictures between the headline of a page and its text. One is the
 * article's own, rather than the one for sharing; the others stand at the top of the
 * body.
 *
 * All memory is the arena's; strings are as they stand in the page. Linear; cannot fail.
 */
#ifndef IMPORT_LEADPICTURE_H
#define IMPORT_LEADPICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "content/article.h"
#include "import/blocks.h"
#include "import/choose.h"

#define LEADS_MAX 20 /* more are a gallery of something else */

struct lead {
	struct html_node *image, *figure;
	struct picture picture;
	bool has_words; /* a caption or credit, not read yet */
	bool stays;     /* within the body, if it is left there */
	bool is_sure;   /* a figure, captioned, or called one: no decoration */
};

struct leads {
	struct lead items[LEADS_MAX];
	size_t count;
	struct picture image;         /* the article's own; src empty: that of its data */
	const struct html_node *node; /* that it was read of */
};

/*
 * Before the tree is cut: find them, and take them out if cutting would. shared is the
 * picture that the page's data name, base what addresses are relative to.
 */
struct leads leads_take(struct arena *arena, struct blocks *blocks, struct choice choice,
                        const struct picture *shared, struct str base);

/* After: put all but the article's own at the top of the body. */
void leads_put(struct arena *arena, const struct leads *leads, struct html_node *body);

#endif
