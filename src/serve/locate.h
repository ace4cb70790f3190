/*
 * locate: which file of the output folder a URL stands for.
 *
 * Pure: touches no disk. Results live in the arena. Decodes percent-encoding exactly
 * once, and lets nothing through that could mean something else to the file system, or
 * to a browser that is sent there: "..", empty parts, backslashes, encoded slashes, NUL.
 */
#ifndef SERVE_LOCATE_H
#define SERVE_LOCATE_H

#include "base/arena.h"
#include "base/str.h"

#define URL_MAX 4096 /* as long as a path may be to Linux */

enum locate_status {
	LOCATE_FILE,
	LOCATE_HOME,      /* above where the site begins: go there */
	LOCATE_MISSING,   /* nothing can be there */
	LOCATE_MALFORMED, /* no URL of HTTP */
};

struct location {
	struct str path; /* in the output folder: "2014/02/index.html" */
	struct str url;  /* from the site's root, decoded: "/2014/02/" */
};

/*
 * path is what a request has before its "?"; home is where the site begins, "/" or
 * "/base/". *location is set for LOCATE_FILE only.
 */
enum locate_status locate(struct arena *arena, struct str path, struct str home,
                          struct location *location);

#endif
