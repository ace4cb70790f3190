/*
 * entryshelf: puts away what entry.h makes, and reports what it does not.
 *
 * An entry that comes again is a copy and is counted; an alias that another entry has
 * already is left out and reported. What a child process says is read as strictly as any
 * input. Owns its sets, some 50 bytes for an article, and the report until it is sent;
 * entryshelf_clear returns them.
 */
#ifndef IMPORT_ENTRYSHELF_H
#define IMPORT_ENTRYSHELF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hashset.h"
#include "base/value.h"
#include "import/importer.h"

struct entryshelf {
	const struct import_options *options;
	struct import_counts *counts;
	struct diags *diags;
	struct shelf shelf;
	struct arena scratch; /* of the caller's too, who resets it */
	struct hashset seen, aliases;
	struct nearby nearby; /* pictures of the folders; set its mark */
	struct str folder;    /* of the input at hand, for pictures; or empty: any */
	struct buf report;
};

/* Set options, counts and diags before. */
void entryshelf_open(struct entryshelf *shelf);

/* What a child said, as a dict in scratch; false after an error. */
bool entryshelf_read(struct entryshelf *shelf, struct str path, struct str output,
                     struct value *dict);

/* Write an article, or not, if it is a copy, and its row. False after an error. */
bool entryshelf_put(struct entryshelf *shelf, struct str path, size_t number,
                    struct value article);

/* No article came of it: counted, and reported with what was said last. Always false. */
bool entryshelf_fail(struct entryshelf *shelf, struct str path, size_t number);

/* A row of the report; number may be 0. */
void entryshelf_say(struct entryshelf *shelf, struct str path, size_t number,
                    struct str kind, struct str why, struct str text);

/* Hand over what the report has so far. */
void entryshelf_send(struct entryshelf *shelf);

void entryshelf_clear(struct entryshelf *shelf);

#endif
