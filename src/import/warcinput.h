/*
 * warcinput: the WARCs of an import: files, and those in WACZ files (zip), in order.
 *
 * A volume is one WARC. Those of a WACZ are its entries that end in .warc or .warc.gz,
 * by name. One zip file is open at a time. Owns its list; names are in the arena.
 */
#ifndef IMPORT_WARCINPUT_H
#define IMPORT_WARCINPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/files.h"
#include "import/warc.h"
#include "import/zipfile.h"

struct volume {
	struct str path; /* of the file */
	struct str name; /* for messages: "a.wacz/archive/data.warc.gz" */
	uint64_t size;   /* bytes of it, ... */
	uint64_t before; /* ... and of those before it */
	bool is_entry;
	uint64_t entry;
};

struct volumes {
	struct files *files; /* set these two before the first call */
	struct arena *arena;
	struct volume *items;
	size_t count, cap;
	struct zipfile *zip; /* the one that is open */
	struct str zip_path;
	struct str plain_path; /* the file that is open */
};

/* Add a file: a WARC, or all that a WACZ holds. False if it has none; that is said. */
bool volumes_add(struct volumes *volumes, struct str path, struct diags *diags);

/* When all are there: how many bytes they have together. */
uint64_t volumes_measure(struct volumes *volumes);

/* Open one; diags may be NULL. Only one is open at a time. */
bool volume_open(struct volumes *volumes, size_t index, struct warc *warc,
                 struct diags *diags);

void volumes_clear(struct volumes *volumes);

#endif
