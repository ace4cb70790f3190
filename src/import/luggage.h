/*
 * luggage: pictures and other files that articles take along.
 *
 * Each file is copied once, however often it is asked for. Owns its set; luggage_clear
 * returns it. One thread at a time.
 */
#ifndef IMPORT_LUGGAGE_H
#define IMPORT_LUGGAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/hashset.h"
#include "import/shelf.h"

#define LUGGAGE_MAX ((size_t)512 << 20) /* bytes of a file; a larger one is an error */

struct luggage {
	struct files *files; /* of the inputs */
	struct shelf *shelf;
	struct arena scratch;
	struct hashset taken; /* where files went */
	size_t copied, unchanged, beside, failed;
	bool machine_failed;
};

/* Copy a file to a path of the site, unless it was. */
bool luggage_take(struct luggage *luggage, struct str from, struct str to,
                  struct diags *diags);

/* The same with the bytes of one. */
bool luggage_put(struct luggage *luggage, struct str bytes, struct str to,
                 struct diags *diags);

void luggage_clear(struct luggage *luggage);

#endif
