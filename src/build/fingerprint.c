#include "build/fingerprint.h"

#include "base/path.h"
#include "build/leftover.h"
#include "content/scan.h"

struct ancestor {
	const struct ancestor *above;
	uint64_t device, inode;
	unsigned depth;
};

struct walk {
	struct files *files;
	struct str ignored;
	struct hash hash;
};

static void add(struct walk *walk, struct str bytes)
{
	walk->hash = hash_join(walk->hash, hash_bytes(bytes));
}

static bool leads_back(const struct ancestor *here)
{
	for (const struct ancestor *above = here->above; above; above = above->above)
		if (above->device == here->device && above->inode == here->inode)
			return true;
	return here->depth > SCAN_DEPTH;
}

static bool is_source(const struct file_entry *entry)
{
	return entry->type == FILE_FOLDER ? !is_repository(entry->name)
	                                  : !is_leftover(entry->name);
}

static void walk_path(struct walk *walk, struct str path, const struct ancestor *above);

static void walk_entries(struct walk *walk, struct str folder,
                         const struct ancestor *here)
{
	struct arena scratch = { 0 };
	struct file_entry *entries;
	size_t count;
	enum file_status status =
		files_list(walk->files, folder, &scratch, &entries, &count);

	if (status != FILE_OK)
		add(walk, str_of(files_explain(status)));
	else
		for (size_t i = 0; i < count; i++)
			if (is_source(&entries[i]))
				walk_path(walk,
				          path_join(&scratch, folder, entries[i].name),
				          here);
	arena_clear(&scratch);
}

static void walk_path(struct walk *walk, struct str path, const struct ancestor *above)
{
	struct file_info info = { 0 };
	struct ancestor here = { .above = above };
	uint64_t numbers[5];

	if (walk->ignored.len && str_eq(path, walk->ignored))
		return;
	add(walk, path);
	if (files_stat(walk->files, path, &info) != FILE_OK)
		return;
	here.device = info.device;
	here.inode = info.inode;
	here.depth = above ? above->depth + 1 : 0;
	if (info.type == FILE_FOLDER) {
		/* Its own times change with files that are left out. */
		if (!leads_back(&here))
			walk_entries(walk, path, &here);
		return;
	}
	numbers[0] = info.size;
	numbers[1] = (uint64_t)info.mtime_ns;
	numbers[2] = (uint64_t)info.ctime_ns;
	numbers[3] = info.device;
	numbers[4] = info.inode;
	add(walk, (struct str){ (const char *)numbers, sizeof(numbers) });
}

struct hash fingerprint_take(struct files *files, struct strs roots, struct str ignored)
{
	struct walk walk = { .files = files, .ignored = ignored };

	for (size_t i = 0; i < roots.count; i++)
		walk_path(&walk, roots.items[i], NULL);
	return walk.hash;
}
