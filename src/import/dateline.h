/*
 * dateline: dates as pages print them: "Published 12 May 2014", "le 12 mai 2014 à
 * 10h30", "Last updated: May 12th, 2014 | 3 min read".
 *
 * Works on rows of folded words (wordlist.h) in the languages of Europe, Arabic, Persian,
 * Hebrew, Chinese, Japanese and Korean, of the common era or the Persian calendar. Owns
 * nothing, cannot fail.
 */
#ifndef IMPORT_DATELINE_H
#define IMPORT_DATELINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

struct dateline {
	struct date published, updated; /* unknown if not said, or not understood */
	struct date by_day; /* published, if that could be two days: the day first */
	bool marked;        /* it has a word such as "Published" */
	bool unclear;       /* it has a date that could be two days, or "2 hours ago" */
};

/*
 * Read a line that holds dates, times, words such as "Published" or "Updated", a
 * reading time, and nothing else. False if it holds anything else, or none of these.
 * A time is kept in its zone, if that is one of those known; else the day alone is.
 */
bool dateline_read(struct arena *arena, struct str text, struct dateline *out);

/*
 * Where in text a tail begins that dateline_read takes whole ("By Ann Lee Published"):
 * text.len if there is none.
 */
size_t dateline_find_tail(struct arena *arena, struct str text, struct dateline *out);

#endif
