/*
 * shelf: where imported articles are put, under which names, and what is never
 * overwritten.
 *
 * An article goes to INTO/YYYY/MM/SLUG.md, or to INTO/SLUG.md without a date; when that
 * name belongs to another article, to SLUG-2.md, SLUG-3.md and so on. Every file written
 * carries a stamp as the last entry of its front matter:
 *
 *     imported:
 *       from: 2014/homs.txt
 *       hash: 5f0c2a...
 *
 * "from" says which input it came from, "hash" is that of the rest of the file as it was
 * written. While the hash fits, the file is ours and may be brought up to date. When it
 * does not, somebody has edited the file: then the new version is written beside it, as
 * SLUG.md.new, which the loader does not read. So the same import twice changes nothing.
 *
 * A shelf owns its sets, some 25 bytes for an article; shelf_clear returns them. One
 * thread at a time.
 */
#ifndef IMPORT_SHELF_H
#define IMPORT_SHELF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/hashset.h"
#include "base/value.h"
#include "import/spellings.h"

#define SHELF_FILE_MAX ((size_t)64 << 20) /* bytes of a file that is there already */

struct shelf {
	struct files *files;
	struct str into;
	struct spellings spellings; /* for those who make an item's front */
	struct hashset
		taken; /* paths without extension, given to an article of this run */
	struct hashset stems; /* of those, without number, that were not free, ... */
	uint32_t *next;       /* ... and for each the number from which to look */
	size_t next_cap;
};

enum shelved { SHELVED_NEW, SHELVED_UPDATED, SHELVED_SAME, SHELVED_BESIDE };

/* An article that is to be put away. */
struct shelf_item {
	struct str from;    /* which input it is, the same in every run */
	struct str slug;    /* or a headline to make one of */
	struct date date;   /* unknown: no folder of its own */
	struct value front; /* a dict, without the stamp */
	struct str body;
	struct str extension; /* of its file; empty: ".md" */
	struct str path;      /* claimed before, or empty */
};

/*
 * Settle where an article will be put, before all are read, so that they can link to one
 * another: from, slug, date and extension tell. In the arena.
 */
struct str shelf_claim(struct shelf *shelf, const struct shelf_item *item,
                       struct arena *arena);

/*
 * Write it, or leave alone what is the same. *path (in the arena) is the file that now
 * holds this version. False after errors; *status then tells whose failure it was.
 */
bool shelf_put(struct shelf *shelf, const struct shelf_item *item, struct arena *arena,
               struct str *path, enum shelved *how, enum file_status *status,
               struct diags *diags);

/*
 * Put a picture or the like at a path of the site. One that is there already with other
 * bytes stays; then the new one goes beside it as PATH.new.
 */
bool shelf_put_file(struct shelf *shelf, struct str path, struct str bytes,
                    enum shelved *how, enum file_status *status, struct diags *diags);

void shelf_clear(struct shelf *shelf);

#endif
