/*
 * imagesets: the other sizes of a picture that a page offers.
 */
#ifndef IMPORT_IMAGESETS_H
#define IMPORT_IMAGESETS_H

#include <stddef.h>

#include "base/str.h"
#include "content/htmltree.h"

#define IMAGE_SIZES_MAX 32 /* of one picture: pages offer a dozen */

/*
 * What srcset has, of the img and of the sources of a picture element around it, the
 * widest first, as it stands in the page; returns how many there are.
 */
size_t image_sizes(const struct html_node *image, struct str urls[IMAGE_SIZES_MAX]);

#endif
