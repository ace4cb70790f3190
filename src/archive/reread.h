/*
 * reread: what an article's text says, from its source once more: bodies are not kept.
 *
 * What is read lives in the arena given. May be called by many threads at once, each with
 * an arena of its own.
 */
#ifndef ARCHIVE_REREAD_H
#define ARCHIVE_REREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "archive/mentions.h"
#include "base/files.h"

struct reread {
	enum file_status status;
	struct str body; /* its text without markup; nothing if it cannot be rendered */
};

/*
 * An article whose text is missing from what is made of texts: its source cannot be read,
 * or, if the status is FILE_OK, is not what its record is of. What was made is not
 * remembered, and so is made again the next time.
 */
struct unread {
	uint32_t article;
	enum file_status status;
};

/*
 * False if the source cannot be read, or, if read->status is FILE_OK, is not what the
 * article's record is of: then what is said of it would not agree with its pages.
 */
bool reread(const struct archive *archive, struct files *files, uint32_t article,
            struct arena *arena, struct reread *read);

/* Who else wants to know what an article says when somebody has read it; may be none. */
struct listener {
	void (*hear)(void *context, unsigned worker, uint32_t article,
	             struct mentions *mentions);
	void *context;
};

#endif
