/*
 * httpmessage: an HTTP response as a crawler kept it, in the block of a WARC record.
 *
 * http_read takes the head apart, http_body undoes the transfer coding "chunked" and the
 * content codings gzip, deflate and br. Crawlers often keep what is said of the body
 * after having undone it themselves: what does not look coded is left as it is. A body
 * that is cut short or damaged is what comes before. Results are views or in the buf.
 * Cannot fail: http_body says what was wrong.
 */
#ifndef IMPORT_HTTPMESSAGE_H
#define IMPORT_HTTPMESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "import/headerfields.h"

#define HTTP_CODINGS_MAX 4 /* one over the other: two are strange already */

struct http_message {
	int status; /* 0: there is no head, all of the block is the body */
	struct header_fields fields;
	struct str media; /* "text/html", as it is spelled; or empty */
	struct str charset;
	struct str body; /* as it was sent */
	bool cut_short;  /* the body is not all that was sent */
};

/* What was wrong with a body: flags. */
enum {
	HTTP_CHUNKS_WRONG = 1,   /* what follows the last right chunk is kept as it is */
	HTTP_CUT_SHORT = 2,      /* the body, or compressed data, ends too early */
	HTTP_DAMAGED = 4,        /* the compressed data is wrong somewhere */
	HTTP_TOO_LARGE = 8,      /* more than the limit: only so much is there */
	HTTP_UNKNOWN_CODING = 16 /* left as it is */
};

struct http_message http_read(struct arena *arena, struct str block);

/* Append the body as it was meant, at most limit bytes; the flags are returned. */
unsigned http_body(const struct http_message *message, size_t limit, struct buf *out);

/* What is wrong, in words: "the compressed body is cut short"; NULL if nothing is. */
const char *http_explain(unsigned flags);

#endif
