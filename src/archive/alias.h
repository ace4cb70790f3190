/*
 * alias: an old URL as an article lists it.
 *
 * Whose it was cannot be asked any more: it is read as it stands, with its query, and
 * compared with no regard to a "/" at its end, which hosts add and take away. Results are
 * in the arena or views of what was given; pure functions.
 */
#ifndef ARCHIVE_ALIAS_H
#define ARCHIVE_ALIAS_H

#include "archive/archive.h"

/*
 * The path of an alias, and its query: of a whole URL, its path; without an ending it is
 * a folder. Sets what is known without the site. False if no request can ask for it.
 */
bool alias_read(struct arena *arena, struct str alias, struct redirect *redirect);

/* Its line in the ledger. */
struct str alias_line(struct arena *arena, const struct redirect *redirect);

/* By what by_alias knows it. */
struct str alias_key(struct arena *arena, struct str url, struct str query);

/* The alias that such a line or link means, or NULL. */
const struct redirect *alias_find(const struct archive *archive, struct str line);

#endif
