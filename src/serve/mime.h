/*
 * mime: what a file's name says about its content.
 *
 * Pure: constant data, allocates nothing, cannot fail, any thread.
 */
#ifndef SERVE_MIME_H
#define SERVE_MIME_H

#include <stdbool.h>

#include "base/str.h"

/* The value of Content-Type; application/octet-stream for what is not in the table. */
struct str mime_type(struct str path);

/* Is it a page that a browser shows, into which a script can be put? */
bool mime_is_html(struct str path);

#endif
