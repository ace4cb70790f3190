/*
 * lexicon: words, each once, under a number.
 *
 * Numbers count from 0 in the order in which words were added, which depends on threads
 * and on history: nothing that is published may depend on them. Many threads may add and
 * look at once. Owns its words; lexicon_free returns them all. Cannot fail.
 */
#ifndef ARCHIVE_LEXICON_H
#define ARCHIVE_LEXICON_H

#include <stdint.h>

#include "base/str.h"

struct lexicon;

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *lexicon);

/* What one thread looked up lately in one lexicon; returned by free. */
struct lexicon_memo *lexicon_memo_new(void);

/* The number of a word, which is copied if it is new. */
uint32_t lexicon_add(struct lexicon *lexicon, struct lexicon_memo *memo, struct str word);

struct str lexicon_word(const struct lexicon *lexicon, uint32_t number);

/* How many there are; those that threads are about to add may be counted or not. */
uint32_t lexicon_count(const struct lexicon *lexicon);

#endif
