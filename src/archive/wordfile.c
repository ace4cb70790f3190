#include "archive/wordfile.h"

#include <stdlib.h>

#include "archive/bag.h"
#include "archive/reread.h"
#include "base/rising.h"
#include "content/words.h"

#define ALL STR("*")

/* A word of the file, or of an article. */
struct entry {
	uint32_t term, said_by;
	struct str word;
};

/*
 * Reading
 */

struct reading {
	const struct source *source;
	struct diags *diags;
	struct frequencies *frequencies;
	struct entry *entries;
	uint32_t count;
};

static bool complain(const struct reading *reading, struct str line, const char *what,
                     const char *hint)
{
	size_t start = (size_t)(line.ptr - reading->source->text.ptr);

	diag_error(reading->diags,
	           (struct span){ reading->source, start, start + line.len }, "%s", what);
	diag_hint(reading->diags, "%s", hint);
	return false;
}

/* Digits only; more than there can be articles is no count. */
static bool read_count(struct str digits, uint32_t *count)
{
	int64_t number;

	if (digits.len == 0 || !is_digit(digits.ptr[0]) || !str_to_int(digits, &number))
		return false;
	*count = (uint32_t)number;
	return number > 0 && number <= UINT32_MAX;
}

static bool read_line(struct reading *reading, struct str line)
{
	struct frequencies *frequencies = reading->frequencies;
	struct entry entry = { 0 };
	struct str number;

	str_cut(line, ' ', &entry.word, &number);
	if (!read_count(number, &entry.said_by))
		return complain(reading, line, "this line is no word and how many say it",
		                "as in 'harbour 391'; remove the file, and 'broadsheet "
		                "check --publish' counts again");
	if (str_eq(entry.word, ALL)) {
		frequencies->asked = entry.said_by;
		return true;
	}
	if (entry.said_by > frequencies->asked)
		return complain(reading, line, "more articles say this than were asked",
		                "the file begins with '* ' and how many were asked");
	entry.term = bag_term_of(entry.word);
	reading->entries[reading->count++] = entry;
	return true;
}

static int compare_terms(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return (x->term > y->term) - (x->term < y->term);
}

/* Each term once, as it is said most. */
static void keep(const struct reading *reading, struct arena *arena)
{
	struct frequencies *kept = reading->frequencies;

	if (reading->count)
		qsort(reading->entries, reading->count, sizeof(*reading->entries),
		      compare_terms);
	kept->terms = ARENA_ARRAY(arena, uint32_t, reading->count);
	kept->said_by = ARENA_ARRAY(arena, uint32_t, reading->count);
	for (uint32_t i = 0; i < reading->count; i++) {
		const struct entry *entry = &reading->entries[i];

		if (kept->count && kept->terms[kept->count - 1] == entry->term) {
			if (kept->said_by[kept->count - 1] < entry->said_by)
				kept->said_by[kept->count - 1] = entry->said_by;
			continue;
		}
		kept->terms[kept->count] = entry->term;
		kept->said_by[kept->count++] = entry->said_by;
	}
}

bool wordfile_read(const struct source *source, struct frequencies *frequencies,
                   struct arena *arena, struct diags *diags)
{
	struct reading reading = { source, diags, frequencies, NULL, 0 };
	struct str rest = source->text, line;
	size_t lines = 1;
	bool ok = true;

	*frequencies = (struct frequencies){ 0 };
	for (size_t i = 0; i < rest.len; i++)
		lines += rest.ptr[i] == '\n';
	reading.entries = xrealloc_array(NULL, lines, sizeof(*reading.entries));
	while (ok && str_next_line(&rest, &line))
		ok = line.len == 0 || read_line(&reading, line);
	if (ok)
		keep(&reading, arena);
	else
		*frequencies = (struct frequencies){ 0 };
	free(reading.entries);
	return ok;
}

/*
 * Writing
 */

struct naming {
	const struct frequencies *frequencies;
	struct bag_maker maker;
	struct str language;
	struct arena arena;
	struct entry *entries; /* in the order of the terms; without a word: not found */
	uint32_t unnamed;
};

static void name(void *context, struct str word)
{
	struct naming *naming = context;
	const struct frequencies *frequencies = naming->frequencies;
	struct str stem = bag_stem(&naming->maker, naming->language, word);
	uint32_t term = bag_term_of(stem);
	uint32_t at = rising_place(frequencies->terms, frequencies->count, term);

	if (at == frequencies->count || frequencies->terms[at] != term ||
	    naming->entries[at].word.len)
		return;
	naming->entries[at].word = arena_str(&naming->arena, stem);
	naming->unnamed--;
}

static void name_words(struct naming *naming, const struct archive *archive,
                       struct files *files, uint32_t article)
{
	const struct record *record = archive->records[article];
	struct arena scratch = { 0 };
	struct reread read;

	if (!record->withdrawn && reread(archive, files, article, &scratch, &read)) {
		naming->language = record_language(record, archive->config);
		words_each(record->title, &scratch, name, naming);
		words_each(record->dek, &scratch, name, naming);
		words_each(read.body, &scratch, name, naming);
	}
	arena_clear(&scratch);
}

static int compare_words(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return str_cmp(x->word, y->word);
}

void wordfile_write(const struct archive *archive, struct files *files,
                    const struct frequencies *frequencies, struct buf *out)
{
	struct naming naming = { .frequencies = frequencies,
		                 .unnamed = frequencies->count };

	naming.entries = ARENA_ARRAY(&naming.arena, struct entry, frequencies->count + 1);
	for (uint32_t i = 0; i < frequencies->count; i++)
		naming.entries[i].said_by = frequencies->said_by[i];
	for (uint32_t i = 0; naming.unnamed && i < archive->count; i++)
		name_words(&naming, archive, files, i);
	if (frequencies->count)
		qsort(naming.entries, frequencies->count, sizeof(*naming.entries),
		      compare_words);
	buf_printf(out, "* %u\n", frequencies->asked);
	for (uint32_t i = 0; i < frequencies->count; i++)
		if (naming.entries[i].word.len)
			buf_printf(out, "%.*s %u\n", STR_ARG(naming.entries[i].word),
			           naming.entries[i].said_by);
	bag_maker_clear(&naming.maker);
	arena_clear(&naming.arena);
}
