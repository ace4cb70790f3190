/*
 * repetition: what many inputs of one archive teach about each of them.
 *
 * A line that stands in many inputs is the site's and not the article's; a line that is
 * the headline of another input is a card; words that stand before many deks are a
 * kicker. Learn from all inputs first, then ask. Owns its counts (repetition_clear
 * returns them); the zero value has learned nothing. Asking is safe from many threads at
 * once.
 */
#ifndef IMPORT_REPETITION_H
#define IMPORT_REPETITION_H

#include <stdbool.h>
#include <stddef.h>

#include "import/kicker.h"
#include "import/scrape.h"
#include "import/tally.h"

#define REPETITION_HEAD \
	6 /* lines before the first paragraph, among which the headline is */

struct repetition {
	struct tally
		lines; /* count: inputs with the line; marked: among their first lines */
	struct kickers kickers;
	size_t inputs;
};

/* The lines of one more input. Kickers are learned from its cards, by cardfinder.h. */
void repetition_learn(struct repetition *repetition, const struct scrape *scrape);

/*
 * The share of the inputs that have the line, if these are so many that it cannot be
 * chance, or 0.
 */
double repetition_share(const struct repetition *repetition,
                        const struct scrape_line *line);

/* How many inputs have the line. */
size_t repetition_count(const struct repetition *repetition,
                        const struct scrape_line *line);

/*
 * Is the line the headline of another input? One that is among the first lines of many is
 * the name of the site. index is the line's place in this input.
 */
bool repetition_is_headline(const struct repetition *repetition,
                            const struct scrape_line *line, size_t index);

/* Is the line, which is among the first of this input, so in many others? */
bool repetition_is_common_head(const struct repetition *repetition,
                               const struct scrape_line *line);

/*
 * Are most paragraphs of the scrape in other inputs too? Then they are captures of the
 * same article, and their repetition teaches nothing.
 */
bool repetition_is_copy(const struct repetition *repetition, const struct scrape *scrape);

void repetition_clear(struct repetition *repetition);

#endif
