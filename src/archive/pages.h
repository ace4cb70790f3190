/*
 * pages: the list of every page that the site has, each with a URL of its own.
 *
 * Private to archive.c. Appends to archive->pages; reports what wants a URL that is
 * taken.
 */
#ifndef ARCHIVE_PAGES_H
#define ARCHIVE_PAGES_H

#include "archive/archive.h"

bool pages_list(struct archive *archive, const struct plain_file *files,
                size_t file_count, struct diags *diags);

/*
 * Under what name two URLs clash: the file that serves them, case folded. In the arena,
 * or part of the URL.
 */
struct str page_key(struct arena *arena, struct str url);

#endif
