/*
 * exchange: a request and the reply to it, whatever library carries them.
 *
 * A request lives as long as its arena, which its reply uses, too. A reply owns its text
 * or its open file until it is sent or cleared.
 */
#ifndef SERVE_EXCHANGE_H
#define SERVE_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct subscription;

/* The headers that an answer may depend on. */
enum request_header {
	HEADER_HOST,
	HEADER_ORIGIN,
	HEADER_IF_NONE_MATCH,
	HEADER_IF_MODIFIED_SINCE,
	HEADER_RANGE,
	HEADER_IF_RANGE,
	HEADER_COUNT,
};

struct request {
	struct str method;
	struct str target; /* path and query, as they were sent */
	struct str headers[HEADER_COUNT];
	bool has[HEADER_COUNT];
	bool has_two_hosts;
	struct arena *arena;
};

enum body_kind { BODY_TEXT, BODY_FILE, BODY_STREAM };

#define REPLY_HEADERS 12 /* more than any reply has */

struct reply {
	unsigned status;
	struct {
		const char *name;
		struct str value;
	} headers[REPLY_HEADERS];
	size_t header_count;
	enum body_kind kind;
	struct buf text;
	int fd;
	uint64_t start, length;      /* the part of the text or the file that is sent */
	struct subscription *stream; /* owned by the hub */
};

#endif
