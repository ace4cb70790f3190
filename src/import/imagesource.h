/*
 * imagesource: where a picture is, whatever stands in for it until a script loads it.
 */
#ifndef IMPORT_IMAGESOURCE_H
#define IMPORT_IMAGESOURCE_H

#include <stdbool.h>

#include "base/str.h"
#include "content/htmltree.h"

/* As it stands in the page: not yet absolute; empty if there is none. */
struct str image_source(const struct html_node *image);

/* Is it too small to be looked at? It counts readers. */
bool image_is_tiny(const struct html_node *image);

/* Has it the size or the form of an icon? */
bool image_is_icon(const struct html_node *image);

/* Is it the address of a photograph? Not one of a drawing, which may stand in for one. */
bool image_is_photograph(struct str url);

#endif
