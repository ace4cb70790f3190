/*
 * permalink: from an article's fields to its URL, by the site's pattern.
 *
 * A pattern is text with tokens: /{year}/{month}/{slug}.html. URLs here are paths from
 * the site's root, not yet escaped; one that ends in "/" is served by index.html.
 */
#ifndef ARCHIVE_PERMALINK_H
#define ARCHIVE_PERMALINK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/article.h"

/* Bytes of a path: file systems and hosts take 255 for each part. */
#define URL_MAX 1000

/* Is the pattern well-formed? If not, *problem says why. */
bool permalink_check(struct str pattern, struct arena *arena, struct str *problem);

/* The article's URL. {id} is the source's path without its extension, as a slug. */
struct str permalink_make(struct str pattern, const struct article *article,
                          struct arena *arena);

/* The file that serves a URL: "/2014/02/" gives "2014/02/index.html". Or part of the URL.
 */
struct str url_to_path(struct arena *arena, struct str url);

/* The URL that a file is served at: "2014/02/index.html" gives "/2014/02/". */
struct str path_to_url(struct arena *arena, struct str path);

/* One that begins with a scheme, or "//": not of this site. */
bool url_is_external(struct str url);

#endif
