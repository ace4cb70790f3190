/*
 * oldurl: the URL that a page had, by the pattern of its generator: Hugo's permalinks
 * ("/:year/:month/:slug/"), Jekyll's ("pretty", "/:categories/:title.html").
 *
 * URLs begin with "/" and are not escaped. All in the arena; cannot fail: a token that is
 * not known is left out, and said.
 */
#ifndef IMPORT_OLDURL_H
#define IMPORT_OLDURL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

/* What a pattern may ask for. */
struct oldurl {
	struct date date;
	struct str title, slug; /* slug empty: the title's, or the name's */
	struct str name;        /* of the file, without its date and extension */
	struct str path;        /* Hugo's sections, Jekyll's categories: "a/b" */
	struct str collection;  /* Jekyll's */
	struct str folder;      /* Jekyll's :path: below its collection, with the name */
};

/* *unknown (else empty) is a token that is none. */
struct str oldurl_hugo(struct arena *arena, struct str pattern,
                       const struct oldurl *parts, struct str *unknown);
struct str oldurl_jekyll(struct arena *arena, struct str pattern,
                         const struct oldurl *parts, struct str *unknown);

/* A text as Hugo writes it in a URL: in small letters, "-" for blanks. */
struct str hugo_urlize(struct arena *arena, struct str text);

/* Jekyll's slugs: of letters and digits; pretty keeps more signs, cased the case. */
struct str jekyll_slugify(struct arena *arena, struct str text, bool pretty, bool cased);

#endif
