/*
 * related_changes: which lists of related articles may not be what they were. Private to
 * related articles.
 *
 * A list hangs on the article's own words, tags and date, and on those of the articles
 * that are looked at for it: near it among those that say one of its heaviest words. So
 * an article that comes, goes or changes concerns those near its place among the articles
 * that say any word that it says or said, and for whom that word is one of the heaviest.
 */
#ifndef ARCHIVE_RELATED_CHANGES_H
#define ARCHIVE_RELATED_CHANGES_H

#include "archive/related.h"
#include "archive/related_index.h"

struct changes_input {
	const struct archive *archive;
	const struct related_index *index;            /* of what is said now */
	const struct weights *old;                    /* what words weighed */
	const struct related_note *notes, *old_notes; /* one for each article */
	const struct related_gone *gone;
	size_t gone_count;
};

/* Does any article say something else than it did? The index is not looked at. */
bool changes_any(const struct changes_input *input);

/* Mark the articles whose lists must be found again. */
void changes_find(const struct changes_input *input, bool *is_dirty);

#endif
