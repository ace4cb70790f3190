/*
 * savedpictures: the pictures of saved pages that lie in the folder with them, or that
 * they hold.
 *
 * A browser that saves a page puts its pictures into a folder beside it, and names them
 * by their paths from there; a mirror of a site has the folders of the site. Either way a
 * picture lies where its address leads from the page's own: that is looked up among those
 * of the folder (nearby.h). Of a site's picture the path below its front page will do,
 * too.
 *
 * In the child process; what is found is noted, so that the parent may take it along.
 */
#ifndef IMPORT_SAVEDPICTURES_H
#define IMPORT_SAVEDPICTURES_H

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "import/embedded.h"
#include "import/nearby.h"

struct savedpictures {
	const struct nearby *nearby;
	struct embedded *embedded;
	struct str folder;          /* that was named; empty: the page itself was */
	struct str page;            /* path of the page's file below it */
	struct value_builder found; /* names, for nearby_take; set its arena */
};

/* A picture_finder's find (tomarkdown.h); context is a struct savedpictures. */
struct str savedpictures_find(void *context, struct arena *arena, struct str base,
                              struct str url);

#endif
