/*
 * wxrtext: the text of a post as WordPress keeps it, made HTML: paragraphs of what stands
 * between empty lines, block comments dropped, its shortcodes carried out: caption,
 * gallery, embed, audio, video, youtube, vimeo, and those of code. Others stay in the
 * text and are listed.
 *
 * All in the arena; linear; cannot fail.
 */
#ifndef IMPORT_WXRTEXT_H
#define IMPORT_WXRTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/article.h"

/* The pictures that the export holds; false if there is no such. */
struct wxr_pictures {
	bool (*find)(void *context, struct str id, struct picture *picture);
	/* The n-th that was uploaded to a post, or to the one at hand, if that is empty.
	 */
	bool (*of_post)(void *context, struct str post, size_t n, struct str *id,
	                struct picture *picture);
	void *context;
};

/* *unknown gets the shortcodes that are none of these, each as it stands. */
struct str wxr_html(struct arena *arena, struct str text,
                    const struct wxr_pictures *pictures, struct strs *unknown);

#endif
