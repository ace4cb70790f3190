/*
 * fixture: what several unit tests need: folders on the real disk, numbers that look
 * random and are the same every time, articles that were never in a file.
 *
 * Everything lives in t_arena.
 */
#ifndef UNIT_FIXTURE_H
#define UNIT_FIXTURE_H

#include <stdint.h>

#include "archive/config.h"
#include "archive/record.h"
#include "base/files.h"
#include "base/str.h"
#include "content/article.h"

/* A new empty folder; its path. */
struct str folder_new(void);

/* Remove it and all below it. */
void folder_remove(struct str folder);

/* The next of a series of numbers below limit; the series is what seed was set to. */
uint32_t random_below(uint64_t *seed, uint32_t limit);

/* A string of at most most characters out of those given, which are UTF-8. */
struct str random_text(uint64_t *seed, struct str characters, uint32_t most);

/* "a|b" as a list; none for "". */
struct strs words(const char *text);

/* A list as "a|b", or with something else between. */
struct str joined(struct strs list, const char *between);

/* The config that site.yaml would give; it must be right. */
struct config config_of(const char *yaml);

/* An article; date may be NULL for one that is undated. The slug is from the path. */
struct article article_of(const char *path, const char *date);

struct record *record_of(const struct config *config, const struct article *article);

/* Where record_of puts its records. */
extern struct record_shelf fixture_shelf;

#endif
