/*
 * wxrtext: the text of a post as WordPress keeps it, made HTML: paragraphs of what stands
 * between empty lines, block comments dropped, its shortcodes carried out: caption,
 * gallery, embed, audio, video, playlist. Others stay in the text and are listed.
 *
 * All in the arena; linear; cannot fail.
 */
#ifndef IMPORT_WXRTEXT_H
#define IMPORT_WXRTEXT_H

#include "base/arena.h"
#include "base/str.h"
#include "content/article.h"

/* The address of a picture that the export holds, by its number; empty if it has none. */
struct wxr_pictures {
	struct str (*find)(const void *context, struct str id);
	const void *context;
};

/* *unknown gets the shortcodes that are none of these, each as it stands. */
struct str wxr_html(struct arena *arena, struct str text,
                    const struct wxr_pictures *pictures, struct strs *unknown);

#endif
