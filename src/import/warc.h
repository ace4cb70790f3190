/*
 * warc: the records of a WARC (ISO 28500: 0.17 to 1.1), one after another.
 *
 * Plain, compressed record by record, as a whole, or in any other members: the inlet
 * undoes it. Nothing is taken on trust. Where a record does not end as its Content-Length
 * says, or has none, it ends where the next one begins; a record that is cut short keeps
 * what there is; after what is no record, or is damaged, the next one is found. Each of
 * these is a warning that names the file and the byte.
 *
 *     while (warc_next(&warc, &record))
 *             body = warc_block(&warc, limit, &whole);
 *
 * Memory is what inlet.h says and twice the largest limit that was asked for, or 2 MiB.
 * What record and block point to is valid until the next call for a record. One thread.
 */
#ifndef IMPORT_WARC_H
#define IMPORT_WARC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "import/headerfields.h"
#include "import/stream.h"

#define WARC_HEADER_MAX                                                 \
	((size_t)256 << 10) /* bytes: fields of a few hundred are usual \
	                     */

enum warc_type {
	WARC_OTHER, /* request, metadata, warcinfo, conversion, continuation, ... */
	WARC_RESPONSE,
	WARC_RESOURCE,
	WARC_REVISIT,
};

struct warc_record {
	struct place place;
	enum warc_type type;
	struct header_fields fields;
	struct str url;   /* as warc_uri has it */
	struct str media; /* Content-Type, of the block */
	struct date date;
};

struct warc {
	struct stream stream;
	/* Private; offsets are the stream's. */
	struct arena arena; /* of the record */
	uint64_t at;        /* of what comes next */
	struct place place; /* of the record */
	bool inside;        /* of a block */
	bool found;         /* a record, or more */
	bool length_known, settled;
	uint64_t start, length, end; /* of the block; end is known when settled */
	uint64_t searched;           /* for the next record's beginning, up to here */
};

/*
 * A URI without the <> that the grammar of 1.0 has around it and some programs write, and
 * with what no URI may hold, and what is not UTF-8, as %XX.
 */
struct str warc_uri(struct arena *arena, struct str uri);

/* False if nothing can be read; that is said. path must outlive the warc. */
bool warc_open(struct warc *warc, struct supply supply, struct str path,
               struct diags *diags);
void warc_close(struct warc *warc);

/* The next record; false when there is no other. */
bool warc_next(struct warc *warc, struct warc_record *record);

/* Its block, or the first limit bytes of one that is not whole then. */
struct str warc_block(struct warc *warc, size_t limit, bool *whole);

/* Damages that were too many to say each. */
size_t warc_hidden(const struct warc *warc);

/* Make the record at a place the next one; false if it is not there any more. */
bool warc_seek(struct warc *warc, struct place place);

#endif
