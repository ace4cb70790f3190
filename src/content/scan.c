#include "content/scan.h"

#include <stdlib.h>

#include "base/path.h"

/* A folder on the way from the root to the one being listed. */
struct ancestor {
	const struct ancestor *above;
	uint64_t device, inode;
	unsigned depth;
};

struct walk {
	struct files *files;
	struct arena *arena;
	struct scan *scan;
	struct diags *diags;
	bool articles_only;
};

bool is_article_path(struct str path)
{
	struct str extension = path_extension(path);

	return str_eq(extension, STR(".md")) || str_eq(extension, STR(".markdown")) ||
	       str_eq(extension, STR(".html"));
}

static bool is_wanted(const struct walk *walk, const struct file_entry *entry)
{
	if (!walk->articles_only)
		return true;
	if (entry->name.ptr[0] == '.' || entry->name.ptr[0] == '_')
		return false;
	return entry->type == FILE_FOLDER || is_article_path(entry->name);
}

static void add_path(struct walk *walk, struct str path)
{
	struct scan *scan = walk->scan;

	if (scan->count == scan->cap) {
		scan->cap = scan->cap ? scan->cap * 2 : 256;
		scan->paths =
			xrealloc_array(scan->paths, scan->cap, sizeof(*scan->paths));
	}
	scan->paths[scan->count++] = path;
}

static bool contains_itself(const struct ancestor *folder)
{
	for (const struct ancestor *above = folder->above; above; above = above->above)
		if (above->device == folder->device && above->inode == folder->inode)
			return true;
	return false;
}

static bool fail(struct walk *walk, struct str path, enum file_status status)
{
	walk->scan->failed |= files_is_system(status);
	return diag_error_path(walk->diags, path, "cannot read the folder: %s",
	                       files_explain(status));
}

static bool walk_folder(struct walk *walk, struct str path, const struct ancestor *above);

static bool walk_entry(struct walk *walk, struct str folder,
                       const struct file_entry *entry, const struct ancestor *here)
{
	struct str path;

	if (!is_wanted(walk, entry))
		return true;
	path = path_join(walk->arena, folder, entry->name);
	if (entry->type == FILE_FOLDER)
		return walk_folder(walk, path, here);
	if (entry->type == FILE_REGULAR)
		add_path(walk, path);
	else
		diag_warn_path(walk->diags, path,
		               "is no file and leads to none: left out");
	return true;
}

/* Entries live for as long as their folder is walked: of a large tree, few at a time. */
static bool walk_entries(struct walk *walk, struct str path, struct ancestor *here)
{
	struct arena scratch = { 0 };
	struct file_entry *entries;
	struct file_info info = { 0 };
	enum file_status status;
	size_t count = 0;
	bool ok = true;

	status = files_stat(walk->files, path, &info);
	if (status == FILE_OK)
		status = files_list(walk->files, path, &scratch, &entries, &count);
	here->device = info.device;
	here->inode = info.inode;
	/* The root need not exist; other folders vanished meanwhile. */
	if (status != FILE_OK && status != FILE_MISSING) {
		ok = fail(walk, path, status);
	} else if (count && (contains_itself(here) || here->depth > SCAN_DEPTH)) {
		ok = diag_error_path(walk->diags, path, "the folder %s",
		                     here->depth > SCAN_DEPTH ? "is nested too deeply"
		                                              : "contains itself");
		diag_hint(walk->diags, "is there a symbolic link that leads back?");
	} else {
		for (size_t i = 0; i < count; i++)
			ok &= walk_entry(walk, path, &entries[i], here);
	}
	arena_clear(&scratch);
	return ok;
}

static bool walk_folder(struct walk *walk, struct str path, const struct ancestor *above)
{
	struct ancestor here = { .above = above, .depth = above ? above->depth + 1 : 0 };

	return walk_entries(walk, path, &here);
}

static int compare_paths(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static bool scan_for(struct walk *walk, struct str root)
{
	bool ok = walk_folder(walk, root, NULL);
	struct str *kept;

	if (walk->scan->count == 0)
		return ok;
	qsort(walk->scan->paths, walk->scan->count, sizeof(struct str), compare_paths);
	/* Into the arena, so that the caller has nothing to free. */
	kept = ARENA_ARRAY(walk->arena, struct str, walk->scan->count);
	for (size_t i = 0; i < walk->scan->count; i++)
		kept[i] = walk->scan->paths[i];
	free(walk->scan->paths);
	walk->scan->paths = kept;
	return ok;
}

bool scan_articles(struct files *files, struct str root, struct arena *arena,
                   struct scan *scan, struct diags *diags)
{
	struct walk walk = { files, arena, scan, diags, true };

	*scan = (struct scan){ 0 };
	return scan_for(&walk, root);
}

bool scan_files(struct files *files, struct str root, struct arena *arena,
                struct scan *scan, struct diags *diags)
{
	struct walk walk = { files, arena, scan, diags, false };

	*scan = (struct scan){ 0 };
	return scan_for(&walk, root);
}
