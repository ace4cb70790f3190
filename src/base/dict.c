#include "base/dict.h"

#define FEW 16 /* keys that are compared one by one sooner than hashed */

struct dict dict_new(struct arena *arena)
{
	return (struct dict){ .entries = { .arena = arena } };
}

struct value_entry *dict_find(const struct dict *dict, struct str key)
{
	struct value_entry *entries = dict->entries.data;

	if (dict->index.count) {
		uint32_t number = table_find(&dict->index, key);

		return number == TABLE_NONE ? NULL : &entries[number];
	}
	for (size_t i = 0; i < dict->entries.count; i++)
		if (str_eq(entries[i].key, key))
			return &entries[i];
	return NULL;
}

void dict_add(struct dict *dict, struct value_entry entry)
{
	const struct value_entry *entries;

	value_add_entry(&dict->entries, entry);
	entries = dict->entries.data;
	if (dict->entries.count > FEW)
		for (size_t i = dict->index.count; i < dict->entries.count; i++)
			table_add(&dict->index, entries[i].key, NULL);
}

struct value dict_done(struct dict *dict)
{
	struct value value = value_built_dict(&dict->entries);

	dict_clear(dict);
	return value;
}

void dict_clear(struct dict *dict)
{
	table_clear(&dict->index);
	*dict = dict_new(dict->entries.arena);
}
