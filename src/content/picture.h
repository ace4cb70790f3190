/*
 * picture: the size of a picture in pixels, from the first bytes of its file.
 *
 * PNG, GIF, JPEG, WebP and SVG. Anything else, or a damaged file, has no size. Cannot
 * fail, allocates nothing.
 */
#ifndef CONTENT_PICTURE_H
#define CONTENT_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* A JPEG's size stands behind its metadata, which is seldom larger. */
#define PICTURE_HEAD ((size_t)64 << 10)

bool picture_size(struct str head, uint32_t *width, uint32_t *height);

#endif
