/*
 * search_fields: what articles are filed under, as words that search can look up.
 *
 * The words of a name in a taxonomy are words of their own kind: "#tags:harbour". Since
 * no word of a text begins with "#", they lie before all others. The whole name is a
 * word, too,
 * "#tags:/port of london"; of a section, so is each above it. Private to search.
 */
#ifndef ARCHIVE_SEARCH_FIELDS_H
#define ARCHIVE_SEARCH_FIELDS_H

#include "archive/archive.h"

/* The fields of articles [start, end). Owns what it holds. */
struct search_fields {
	struct table words;
	struct buf
		numbers; /* uint32_t: of all articles' words, one article after another */
	uint32_t *ends;  /* where those of each article end */
	struct arena arena; /* of the words */
};

void search_fields_list(struct search_fields *fields, const struct archive *archive,
                        uint32_t start, uint32_t end);

/* The numbers of the words of the article that is number index among them. */
const uint32_t *search_fields_of(const struct search_fields *fields, uint32_t index,
                                 uint32_t *count);

void search_fields_clear(struct search_fields *fields);

#endif
