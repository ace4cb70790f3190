/*
 * warcrun: one import of web archives; private to warcimport.c and warcpages.c.
 */
#ifndef IMPORT_WARCRUN_H
#define IMPORT_WARCRUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/table.h"
#include "import/charset.h"
#include "import/importer.h"
#include "import/pageshelf.h"
#include "import/pictures.h"
#include "import/refrain.h"
#include "import/warcindex.h"

/* A page that a child has, or whose answer waits for its turn. */
struct pending {
	struct buf url;
	struct errand errand;
	unsigned flags; /* httpmessage.h */
	bool lost;
};

/* An article that was written: what it is known by, and its text. */
struct written {
	uint64_t key, likeness;
};

struct warc_run {
	const struct import_options *options;
	struct import_counts *counts;
	struct diags *diags;
	struct arena names;   /* of inputs and volumes */
	struct arena scratch; /* reset for each page */
	struct inputs inputs;
	struct volumes volumes;
	uint64_t bytes; /* of all volumes */
	struct warcindex index;
	struct warcreader reader;
	struct pageshelf shelf;

	struct errand *pages; /* to be read, and those that are put off */
	size_t page_count, later_count, later_cap;
	struct errand *later;
	bool is_late; /* these are being read now */
	struct pending *pending;
	size_t pending_first, pending_count, pending_cap;

	struct table keys; /* of articles, as eight bytes, ... */
	struct written *written;
	size_t written_cap;
	struct arena key_bytes;
	struct pictures pictures;

	struct refrain refrain; /* what pages repeat */
	bool is_learning;

	/* In a child. */
	struct charsets charsets;
	struct value_builder *found;
};

/* warcpages.c: learn from a sample of the list what its pages repeat. */
#define LESSONS_MAX 2000 /* pages: what only one of thousands repeats is no refrain */
void warc_learn(struct warc_run *run);

/* warcpages.c: read the pages of the list, all in child processes. */
void warc_read_pages(struct warc_run *run);
void warc_forget_pages(struct warc_run *run);

#endif
