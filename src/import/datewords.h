/*
 * datewords: the words of lines that hold dates, folded (wordlist.h), in many languages.
 *
 * Constant tables, of dateline.c's.
 */
#ifndef IMPORT_DATEWORDS_H
#define IMPORT_DATEWORDS_H

#include <stddef.h>

#include "base/str.h"

/* "Published", "Updated"; the longer first where one begins another. */
extern const struct str date_published[], date_updated[];
extern const size_t date_published_count, date_updated_count;

/* What may stand between dates, as a row. */
extern const char date_fillers[];

/* "min read" behind a number, "reading time" before it, "hours ago". */
extern const struct str date_reading_times[], date_reading_labels[], date_ages[];
extern const size_t date_reading_times_count, date_reading_labels_count, date_ages_count;

#endif
