/*
 * url: addresses on the web as text: their parts, and links made absolute (RFC 3986 with
 * what browsers forgive). Touches no network; cannot fail. Results are views of what was
 * given, or in the arena.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct url {
	struct str scheme; /* without ":"; empty: a relative reference */
	struct str host;   /* with a port, without a user */
	struct str path;
	struct str query, fragment; /* with "?" and "#", or empty */
};

struct url url_split(struct str text);

/* Is it one of http: or https:, with a host? */
bool url_is_web(struct str text);

/*
 * The address that a link means on the page at base; none if it is empty. Space around it
 * and line breaks in it go, other space is encoded. Without a base that is a web page's,
 * or when it has a scheme of its own, the link stays as it is.
 */
struct str url_resolve(struct arena *arena, struct str base, struct str link);

/* Do both lead to one page, whatever follows "#", http or https, "www." or not? */
bool url_same_page(struct str a, struct str b);

#endif
