/*
 * words: a text as search and related articles see it: its words, folded.
 *
 * The text is brought to one form, then cut. What the reader's script does to a query
 * (normalise in templates/assets/search.js) is the same, step by step;
 * docs/guide/search.md is the specification of both. Cannot fail: what is not UTF-8
 * stands between words.
 */
#ifndef CONTENT_WORDS_H
#define CONTENT_WORDS_H

#include "base/arena.h"
#include "base/str.h"

/* Bytes of a word: longer ones are cut behind a character, by writer and reader alike. */
#define WORD_MAX 64

/* word is valid during the call only. */
typedef void word_fn(void *context, struct str word);

/*
 * Call a function with each word of the text, in order: lower case, accents off, the
 * letters of scripts that do not part words (Chinese, Japanese, Korean; Thai, Lao, Khmer,
 * Burmese) as overlapping pairs or threes, those at the end of a run alone, too. Numbers
 * are words. What it takes of scratch it gives back, and with that what the function has
 * taken of it: let it keep nothing there.
 */
void words_each(struct str text, struct arena *scratch, word_fn *each, void *context);

#endif
