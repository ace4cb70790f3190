#include "render/observe_terms.h"

#include "archive/letters.h"
#include "archive/terms.h"

#define DECIMAL_DIGITS 10 /* of a uint32_t */

static const struct hash nothing;

bool key_cut_number(struct str *key, struct str separator, uint32_t *number)
{
	size_t digits = 0;
	uint64_t value = 0;
	struct str rest;

	while (digits < key->len && digits < DECIMAL_DIGITS &&
	       key->ptr[key->len - digits - 1] >= '0' &&
	       key->ptr[key->len - digits - 1] <= '9')
		digits++;
	rest = str_slice(*key, 0, key->len - digits);
	for (size_t i = rest.len; i < key->len; i++)
		value = value * 10 + (uint64_t)(key->ptr[i] - '0');
	if (digits == 0 || value > UINT32_MAX || !str_skip_suffix(&rest, separator))
		return false;
	*number = (uint32_t)value;
	*key = rest;
	return true;
}

const struct term *term_named(const struct site *site, struct str name)
{
	const struct taxonomy *taxonomy;
	struct str taxonomy_name, term;

	str_cut(name, '/', &taxonomy_name, &term);
	taxonomy = archive_taxonomy(site->archive, taxonomy_name);
	return taxonomy ? taxonomy_term(taxonomy, term) : NULL;
}

/* The slugs of some terms of a taxonomy, in their order. */
static struct hash slugs_hash(const struct taxonomy *taxonomy, const uint32_t *order,
                              uint32_t count)
{
	struct hash hash = hash_bytes(taxonomy->name);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t term = order ? order[i] : i;

		hash = hash_join(hash, hash_bytes(taxonomy->terms[term].slug));
	}
	return hash;
}

struct hash terms_hash(const struct site *site, struct str key)
{
	const struct taxonomy *taxonomy;
	const struct term *term;
	struct str name, rest;
	uint32_t most = UINT32_MAX;
	bool by_use;

	str_cut(key, '/', &name, &rest);
	if (rest.len) {
		term = term_named(site, key);
		taxonomy = archive_taxonomy(site->archive, name);
		return term ? slugs_hash(taxonomy, term->children, term->child_count)
		            : nothing;
	}
	by_use = str_skip_suffix(&name, STR("?most")) ||
	         key_cut_number(&name, STR("?most="), &most);
	taxonomy = archive_taxonomy(site->archive, name);
	if (!taxonomy)
		return nothing;
	return slugs_hash(taxonomy, by_use ? taxonomy->by_use : NULL,
	                  most < taxonomy->count ? most : taxonomy->count);
}

static struct hash names_hash(const struct letters *letters, uint32_t first,
                              uint32_t count)
{
	struct hash hash = hash_number(count);

	for (uint32_t i = first; i < first + count; i++)
		hash = hash_join(hash, hash_bytes(letters->items[i].name));
	return hash;
}

struct hash letters_hash(const struct site *site, struct str key)
{
	const struct taxonomy *taxonomy;
	const struct letters *letters;
	const struct letter *letter;
	struct str name, rest;

	str_cut(key, '/', &name, &rest);
	taxonomy = archive_taxonomy(site->archive, name);
	if (!taxonomy)
		return nothing;
	letters = &taxonomy->letters;
	if (rest.len == 0)
		return hash_join(names_hash(letters, 0, letters->letter_count),
		                 hash_number(letters->have_pages));
	letter = letters_named(letters, rest);
	if (!letter)
		return nothing;
	if (letter->part_count)
		return names_hash(letters, letter->first, letter->part_count);
	return slugs_hash(taxonomy, letters->order + letter->start,
	                  letter->end - letter->start);
}

struct hash years_hash(const struct site *site, struct str key)
{
	const struct term *term = term_named(site, key);
	struct arena scratch = { 0 };
	struct hash hash = nothing;
	struct listed_year *years;
	uint32_t count;

	if (!term)
		return nothing;
	count = listing_years(site->archive, &term->listing, &scratch, &years);
	for (uint32_t i = 0; i < count; i++) {
		hash = hash_join(hash, hash_number((uint32_t)years[i].year));
		hash = hash_join(hash, hash_number(years[i].count));
		hash = hash_join(hash, hash_number(years[i].page));
	}
	arena_clear(&scratch);
	return hash;
}

struct hash related_terms_hash(const struct site *site, struct str key)
{
	const struct term *term = term_named(site, key);
	uint32_t related[RELATED_TERMS];
	const struct taxonomy *taxonomy;
	struct str name, rest;
	uint32_t count;

	if (!term)
		return nothing;
	str_cut(key, '/', &name, &rest);
	taxonomy = archive_taxonomy(site->archive, name);
	count = term_related(site->archive,
	                     (uint32_t)(taxonomy - site->archive->taxonomies),
	                     (uint32_t)(term - taxonomy->terms), related);
	return slugs_hash(taxonomy, related, count);
}
