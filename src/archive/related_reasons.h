/*
 * related_reasons: why an article is related to another, for people.
 */
#ifndef ARCHIVE_RELATED_REASONS_H
#define ARCHIVE_RELATED_REASONS_H

#include "archive/related.h"

/* Words that two articles share, which are named. */
#define REASON_WORDS 8

/*
 * How a list of related articles came about. related must have been made to explain; what
 * is said of each candidate is said in related_lists.h. NULL if the other was none.
 */
struct reasons;
struct reasons *reasons_open(const struct related *related);
const struct candidate *reasons_find(struct reasons *reasons, uint32_t article,
                                     uint32_t other);
void reasons_close(struct reasons *reasons);

/*
 * The words that bring two articles together, those that do most first, as the first of
 * them says them. The article's source is read again; no words if it cannot be.
 */
struct strs reasons_words(const struct related *related, const struct archive *archive,
                          struct files *files, const uint32_t both[2],
                          struct arena *arena);

#endif
