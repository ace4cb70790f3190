/*
 * tomarkdown: a tree of HTML as Markdown that reads as if it had been written by hand.
 *
 * Headings begin at "##" and keep their distances; lists, quotes, code, rules and tables
 * are Markdown's; pictures with captions are figures as docs/guide/markdown.md has them;
 * footnotes are footnotes; films, posts and other frames are links to them. What Markdown
 * has no mark for but readers need (sub, sup, a table with merged cells, a caption with
 * links) is left as HTML without attributes that do anything; scripts and styles are not.
 * Links and pictures are made absolute. Rendered by content/markdown.h, it gives the tree
 * again, as HTML.
 *
 * The tree is changed. All memory is the arena's; linear but for nesting, which is cut at
 * MARKDOWN_DEPTH. Cannot fail.
 */
#ifndef IMPORT_TOMARKDOWN_H
#define IMPORT_TOMARKDOWN_H

#include "base/arena.h"
#include "base/str.h"
#include "content/htmltree.h"

#define MARKDOWN_DEPTH 30 /* of quotes and lists; what is deeper has no marks */

/*
 * Where a picture is instead of at its address; empty: there. For links to one, too.
 * base is what the address was resolved against.
 */
struct picture_finder {
	struct str (*find)(void *context, struct arena *arena, struct str base,
	                   struct str url);
	void *context;
};

/* What the finder (NULL: none) has in place of the address, or the address. */
struct str picture_find(const struct picture_finder *finder, struct arena *arena,
                        struct str base, struct str url);

/* The same, or that of another size that an img (NULL: none) offers. */
struct str picture_find_size(const struct picture_finder *finder, struct arena *arena,
                             struct str base, const struct html_node *image,
                             struct str url);

/* finder may be NULL. */
struct str html_to_markdown(struct arena *arena, struct html_node *root, struct str base,
                            const struct picture_finder *finder);

#endif
