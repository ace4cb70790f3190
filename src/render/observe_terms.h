/*
 * observe_terms: what the facts about taxonomies and terms are now.
 *
 * Private to observe.c. Each is the hash of its value by the fact's key; of what is not
 * there, the zero hash.
 */
#ifndef RENDER_OBSERVE_TERMS_H
#define RENDER_OBSERVE_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "render/site.h"

struct hash terms_hash(const struct site *site, struct str key);
struct hash letters_hash(const struct site *site, struct str key);
struct hash years_hash(const struct site *site, struct str key);
struct hash related_terms_hash(const struct site *site, struct str key);

/* "tags/syria"; NULL if there is no such term. */
const struct term *term_named(const struct site *site, struct str name);

/* "7" at the end of "tags/syria/7" or "latest?newest=7", after the separator. */
bool key_cut_number(struct str *key, struct str separator, uint32_t *number);

#endif
