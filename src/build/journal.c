#include "build/journal.h"

#include "base/pack.h"

#define NAME        STR("journal")
#define JOURNAL_MAX ((size_t)1 << 30) /* a line for every page of ten million */

static void pack_entry(struct buf *out, struct str path, struct hash hash)
{
	pack_hash(out, hash);
	pack_str(out, path);
}

enum file_status journal_read(struct journal *journal, struct files *folder)
{
	struct unpack in = { 0 };
	struct str all, whole;
	enum file_status status;

	*journal = (struct journal){ 0 };
	status = files_read(folder, NAME, JOURNAL_MAX, &journal->arena, &in.rest, NULL);
	if (status != FILE_OK)
		return status == FILE_MISSING ? FILE_OK : status;
	all = in.rest;
	whole = (struct str){ 0 };
	while (in.rest.len) {
		struct str entry = in.rest, path;

		unpack_hash(&in);
		path = unpack_str(&in);
		if (in.failed)
			break;
		table_add(&journal->paths, path, NULL);
		table_add(&journal->entries, str_slice(entry, 0, entry.len - in.rest.len),
		          NULL);
		whole = str_slice(all, 0, all.len - in.rest.len);
	}
	/* So that what is added now does not stand behind half an entry. */
	if (whole.len < all.len)
		files_let_fail(files_replace(folder, NAME, whole));
	return FILE_OK;
}

bool journal_has(const struct journal *journal, struct str path, struct hash hash)
{
	struct buf entry = { 0 };
	bool found;

	if (journal->entries.count == 0)
		return false;
	pack_entry(&entry, path, hash);
	found = table_find(&journal->entries, buf_str(&entry)) != TABLE_NONE;
	buf_clear(&entry);
	return found;
}

void journal_clear(struct journal *journal)
{
	table_clear(&journal->paths);
	table_clear(&journal->entries);
	arena_clear(&journal->arena);
	*journal = (struct journal){ 0 };
}

enum file_status journal_add(struct files *folder, struct str path, struct hash hash)
{
	struct buf entry = { 0 };
	enum file_status status;

	pack_entry(&entry, path, hash);
	status = files_append(folder, NAME, buf_str(&entry));
	buf_clear(&entry);
	return status;
}

enum file_status journal_remove(struct files *folder)
{
	enum file_status status = files_remove(folder, NAME);

	return status == FILE_MISSING ? FILE_OK : status;
}
