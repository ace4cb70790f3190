/*
 * texts: what the articles of a segment say, as search has it.
 *
 * No text is kept from build to build: those of a segment that must be made are read
 * again from their sources, on all threads, and are gone when it is made. Each article
 * becomes its different words without their order, as numbers. Each thread counts words
 * for itself: one word may have several numbers, and they depend on threads. Nothing that
 * is published may.
 */
#ifndef ARCHIVE_TEXTS_H
#define ARCHIVE_TEXTS_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "archive/reread.h"
#include "base/files.h"
#include "base/pool.h"

/* Of a word of the headline. */
#define IMPACT_HEADLINE 3

struct text_word {
	uint32_t word;   /* its number, or one of them */
	uint32_t impact; /* 0 to 3: what it says about the article */
};

/* What one article says. */
struct text {
	struct str words;        /* packed, */
	unsigned thread;         /* counted by this one */
	bool is_unread;          /* its words are missing, */
	enum file_status status; /* since its source could not be read, or, if it is
	                            FILE_OK, is not what its record is of */
};

/* Of articles [start, end). Owns what it holds. */
struct texts {
	uint32_t start, end;
	const struct archive *archive;
	struct text *texts; /* one for each article */
	struct str *words;  /* by their numbers; */
	uint32_t *firsts;   /* those of each thread begin here */
	uint32_t word_count;
	uint32_t most; /* words of any one article */
	struct arena arena;
	struct arena *kept; /* of the words, one for each thread */
	unsigned threads;
};

/*
 * Read the sources, and tell the listener what they say. texts is zero but for its start,
 * its end and the archive.
 */
void texts_read(struct texts *texts, struct files *files, const struct listener *listener,
                struct pool *pool);

/* The words of an article, of which there may be texts->most; gives their count. */
uint32_t texts_words(const struct texts *texts, uint32_t article,
                     struct text_word *words);

void texts_clear(struct texts *texts);

#endif
