#include "import/repetition.h"

#include "import/wordlist.h"

#define REPEATED_MIN   3     /* inputs, whatever their number */
#define REPEATED_SHARE 0.002 /* of the inputs */
#define REPEATED_MAX \
	400 /* bytes: longer lines are articles' own, whatever repeats them */
#define HEADLINE_COPIES 2 /* a first line of more inputs is the site's name */
#define COPY_PROSE      3 /* paragraphs from which a copy can be told */

void repetition_learn(struct repetition *repetition, const struct scrape *scrape)
{
	uint32_t round = (uint32_t)++repetition->inputs;
	bool head = true;

	for (size_t i = 0; i < scrape->count; i++) {
		const struct scrape_line *line = &scrape->lines[i];
		struct tally_entry *entry;

		head = head && i < REPETITION_HEAD &&
		       ((line->looks & LOOKS_HEADLINE) || !(line->looks & LOOKS_PROSE));
		if (line->words.len == 0 || line->text.len > REPEATED_MAX)
			continue;
		entry = tally_add(&repetition->lines, line->hash);
		if (entry->round == round)
			continue;
		entry->round = round;
		entry->count++;
		if (head && (line->looks & LOOKS_HEADLINE))
			entry->marked++;
	}
}

size_t repetition_count(const struct repetition *repetition,
                        const struct scrape_line *line)
{
	const struct tally_entry *entry;

	if (!repetition || line->words.len == 0 || line->text.len > REPEATED_MAX)
		return 0;
	entry = tally_find(&repetition->lines, line->hash);
	return entry ? entry->count : 0;
}

double repetition_share(const struct repetition *repetition,
                        const struct scrape_line *line)
{
	double count = (double)repetition_count(repetition, line);

	if (count < REPEATED_MIN || count < REPEATED_SHARE * (double)repetition->inputs)
		return 0;
	return count / (double)repetition->inputs;
}

bool repetition_is_headline(const struct repetition *repetition,
                            const struct scrape_line *line, size_t index)
{
	const struct tally_entry *entry;
	size_t own = index < REPETITION_HEAD ? 1 : 0;

	if (!repetition || !(line->looks & LOOKS_HEADLINE) ||
	    words_count(line->words) < 3)
		return false;
	entry = tally_find(&repetition->lines, line->hash);
	return entry && entry->count > 1 && entry->marked > own &&
	       entry->marked <= HEADLINE_COPIES + own;
}

bool repetition_is_common_head(const struct repetition *repetition,
                               const struct scrape_line *line)
{
	const struct tally_entry *entry;

	if (repetition_share(repetition, line) == 0)
		return false;
	entry = tally_find(&repetition->lines, line->hash);
	return entry->marked > HEADLINE_COPIES;
}

bool repetition_is_copy(const struct repetition *repetition, const struct scrape *scrape)
{
	size_t prose = 0, repeated = 0;

	for (size_t i = 0; i < scrape->count; i++) {
		const struct scrape_line *line = &scrape->lines[i];

		if (!(line->looks & LOOKS_PROSE) ||
		    line->promotion.score >= PROMOTION_LIKELY || line->settled)
			continue;
		prose++;
		repeated += repetition_share(repetition, line) > 0;
	}
	return prose >= COPY_PROSE && repeated * 2 > prose;
}

void repetition_clear(struct repetition *repetition)
{
	tally_clear(&repetition->lines);
	kickers_clear(&repetition->kickers);
	*repetition = (struct repetition){ 0 };
}
