/*
 * scan: finds the source files of articles below a folder.
 *
 * Every *.md, *.markdown and *.html file, in byte order of the paths, whatever order the
 * disk lists them in; names that begin with "." or "_" are not looked at. Links are
 * followed; a folder that contains itself is an error, as is one that cannot be read: the
 * rest is scanned all the same. Paths live in the arena.
 */
#ifndef CONTENT_SCAN_H
#define CONTENT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"

#define SCAN_DEPTH 64 /* of folders; nobody files articles deeper */

struct scan {
	struct str *paths;
	size_t count, cap;
	bool failed; /* the machine's fault: a folder could not be read */
};

/* All articles below root; a root that is missing is an empty archive and no error. */
bool scan_articles(struct files *files, struct str root, struct arena *arena,
                   struct scan *scan, struct diags *diags);

/* All regular files below root, whatever their names: data, templates, static. */
bool scan_files(struct files *files, struct str root, struct arena *arena,
                struct scan *scan, struct diags *diags);

bool is_article_path(struct str path);

#endif
