/*
 * warcindex: the first reading of a crawl: which records there are that an import may
 * want, and where; and the order in which a second reading finds them.
 *
 * Pages are responses of HTTP with status 200 (or resources) that are HTML; pictures are
 * those whose bytes say so; revisits stand for either; redirects within a site tell of
 * old addresses. Everything else is passed over.
 */
#ifndef IMPORT_WARCINDEX_H
#define IMPORT_WARCINDEX_H

#include <stdbool.h>

#include "base/diag.h"
#include "import/crawl.h"
#include "import/httpmessage.h"
#include "import/warcinput.h"

/* What a record's block is, as a message: a resource is one without a head. */
struct http_message record_message(struct arena *arena, const struct warc_record *record,
                                   struct str block);

struct warcindex {
	struct crawl crawl;
	size_t records;       /* in all */
	size_t continuations; /* of records before them; passed over */
	void (*progress)(void *context, uint64_t bytes); /* read so far; or NULL */
	void *context;
};

/* Read all volumes. False if one could not be read, or is none; that is said. */
bool warcindex_read(struct warcindex *index, struct volumes *volumes,
                    struct diags *diags);

/* A record that is to be read, for a capture that wants it. */
struct errand {
	uint32_t capture, original;
	uint32_t number; /* the caller's */
};

/* In the order of their places, so that every volume is read once and forwards. */
void errands_sort(const struct crawl *crawl, struct errand *errands, size_t count);

/* A second reading: the open volume. The zero value with volumes set is ready. */
struct warcreader {
	struct volumes *volumes;
	struct warc warc;
	bool open;
	uint32_t file;
	struct arena arena;
};

/*
 * The record of a capture again, and at most limit bytes of its block; false if it is
 * not there any more. What is given is valid until the next call.
 */
bool warcreader_read(struct warcreader *reader, const struct capture *capture,
                     size_t limit, struct warc_record *record,
                     struct http_message *message);
void warcreader_close(struct warcreader *reader);

#endif
