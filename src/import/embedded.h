/*
 * embedded: pictures that a page brings along: in data: addresses, as SingleFile saves
 * them, or in parts of the same file (mhtml.h).
 *
 * Before the page is read, those in data: and cid: addresses get one under which a finder
 * looks for them (savedpictures.h). Small ones in data: are left as they are: they stand
 * in for others until a script has loaded these. What is no picture, whatever it says, is
 * left, too.
 *
 * The zero value has none. All memory is the arena's, or a view of the page. Linear;
 * cannot fail.
 */
#ifndef IMPORT_EMBEDDED_H
#define IMPORT_EMBEDDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/htmltree.h"

#define EMBEDDED_MAX 256 /* of a page */

struct embedded_picture {
	uint64_t key;    /* url_key's, of its address */
	struct str name; /* of its file: by a hash of its bytes */
	struct str data; /* base64 */
	bool is_shown;   /* by the article, as its finder found */
};

struct embedded {
	struct embedded_picture items[EMBEDDED_MAX];
	size_t count;
};

/* Add one that is at an address, of which the page may speak; NULL if it is none. */
struct embedded_picture *embedded_add(struct arena *arena, struct embedded *embedded,
                                      struct str url, struct str data);

/* Give addresses to those in the page. */
void embedded_settle(struct arena *arena, struct html_node *root,
                     struct embedded *embedded);

/* The picture at an address, or NULL. */
struct embedded_picture *embedded_find(struct embedded *embedded, struct str url);

/* Its bytes, and the name they should have; false if it is none. */
bool embedded_read(struct arena *arena, struct str data, struct str *bytes,
                   struct str *name);

#endif
