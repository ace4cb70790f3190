#include "content/stem.h"

#include <libstemmer.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define LANGUAGE_MAX 8 /* letters of a language's code, with a NUL */

struct stemmer {
	char language[LANGUAGE_MAX];
	struct sb_stemmer *snowball; /* NULL: there is none for it */
	struct stemmer *next;
};

/* Of "pt-BR" it is "pt"; false if there can be no such code. */
static bool primary_code(struct str language, char code[LANGUAGE_MAX])
{
	struct str primary, rest;

	str_cut(language, '-', &primary, &rest);
	if (primary.len == 0 || primary.len >= LANGUAGE_MAX)
		return false;
	for (size_t i = 0; i < primary.len; i++)
		code[i] = to_lower(primary.ptr[i]);
	code[primary.len] = '\0';
	return true;
}

struct stemmer *stems_of(struct stems *stems, struct str language)
{
	char code[LANGUAGE_MAX];
	struct stemmer *stemmer;

	if (!primary_code(language, code))
		return NULL;
	for (stemmer = stems->first; stemmer; stemmer = stemmer->next)
		if (strcmp(stemmer->language, code) == 0)
			break;
	if (!stemmer) {
		stemmer = xmalloc(sizeof(*stemmer));
		*stemmer = (struct stemmer){ .next = stems->first };
		memcpy(stemmer->language, code, sizeof(code));
		stemmer->snowball = sb_stemmer_new(code, "UTF_8");
		stems->first = stemmer;
	}
	return stemmer->snowball ? stemmer : NULL;
}

struct str stem(struct stemmer *stemmer, struct str word)
{
	const sb_symbol *stem;

	if (!stemmer || word.len > INT_MAX)
		return word;
	stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word.ptr,
	                       (int)word.len);
	if (!stem)
		out_of_memory(word.len);
	return (struct str){ (const char *)stem,
		             (size_t)sb_stemmer_length(stemmer->snowball) };
}

void stems_clear(struct stems *stems)
{
	while (stems->first) {
		struct stemmer *stemmer = stems->first;

		stems->first = stemmer->next;
		sb_stemmer_delete(stemmer->snowball);
		free(stemmer);
	}
}
