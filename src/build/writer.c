#include "build/writer.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/path.h"
#include "build/journal.h"

struct writer {
	struct arena arena;
	struct files *parent; /* the folder that the output is in */
	struct str name;      /* of the output in it */
	struct str stage; /* of the fresh tree in it, or of the folder of files not yet in
	                     place */
	bool is_fresh;
	struct files *tree;    /* what is written to */
	struct files *journal; /* the folder it is in; the caller's */
	struct files *old;     /* the output as it is */
	bool replaces;         /* a fresh tree takes the place of an old one */
	atomic_uint pending;   /* numbers the files in the stage */
};

static void free_writer(struct writer *writer)
{
	files_close(writer->tree);
	if (writer->old != writer->tree)
		files_close(writer->old);
	files_close(writer->parent);
	arena_clear(&writer->arena);
	free(writer);
}

/*
 * Does the output exist, and may a fresh tree take its place? Not if others use the
 * folder itself: a mount point cannot be renamed.
 */
static enum file_status look(struct writer *writer, bool clean)
{
	struct file_entry *entries;
	struct file_info parent, output;
	size_t count = 0;
	enum file_status status = files_list(writer->parent, writer->name, &writer->arena,
	                                     &entries, &count);

	if (status == FILE_MISSING) {
		writer->is_fresh = true;
		return FILE_OK;
	}
	writer->replaces = true;
	if (status == FILE_OK)
		status = files_stat(writer->parent, (struct str){ 0 }, &parent);
	if (status == FILE_OK)
		status = files_stat(writer->parent, writer->name, &output);
	writer->is_fresh = (clean || count == 0) && parent.device == output.device;
	return status;
}

static enum file_status open_stage(struct writer *writer, struct str folder)
{
	enum file_status status;

	writer->stage = arena_printf(&writer->arena, ".%.*s.broadsheet-new",
	                             STR_ARG(writer->name));
	/* What a build that was killed has left. */
	status = files_remove_tree(writer->parent, writer->stage);
	if (status != FILE_OK)
		return status;
	if (!writer->is_fresh) {
		writer->tree = writer->old;
		return FILE_OK;
	}
	status = files_make_folder(writer->parent, writer->stage);
	if (status != FILE_OK)
		return status;
	writer->tree = files_open_disk(path_join(&writer->arena, folder, writer->stage));
	return FILE_OK;
}

/* Where a link to the output leads, so that the link stays and its target is replaced. */
static struct str follow_link(struct arena *arena, struct str output)
{
	char resolved[PATH_MAX];

	if (realpath(arena_cstr(arena, output), resolved))
		return arena_str(arena, str_of(resolved));
	while (output.len > 1 && str_skip_suffix(&output, STR("/")))
		;
	return output;
}

uint64_t writer_inode(struct str output)
{
	struct files *files = files_open_disk(output);
	struct file_info info;
	uint64_t inode =
		files_stat(files, (struct str){ 0 }, &info) == FILE_OK ? info.inode : 0;

	files_close(files);
	return inode;
}

struct writer *writer_open(struct str output, bool clean, struct files *journal,
                           enum file_status *status)
{
	struct writer *writer = xmalloc(sizeof(*writer));
	struct str folder;

	*writer = (struct writer){ .journal = journal };
	output = follow_link(&writer->arena, output);
	folder = path_dir(output);
	if (folder.len == 0)
		folder = str_has_prefix(output, STR("/")) ? STR("/") : STR(".");
	writer->name = arena_str(&writer->arena, path_base(output));
	writer->parent = files_open_disk(folder);
	*status = files_make_folder(writer->parent, (struct str){ 0 });
	if (*status == FILE_OK)
		*status = look(writer, clean);
	if (*status == FILE_OK) {
		writer->old =
			files_open_disk(path_join(&writer->arena, folder, writer->name));
		*status = open_stage(writer, folder);
	}
	if (*status == FILE_OK)
		return writer;
	free_writer(writer);
	return NULL;
}

bool writer_is_fresh(const struct writer *writer)
{
	return writer->is_fresh;
}

struct files *writer_tree(const struct writer *writer)
{
	return writer->tree;
}

uint64_t writer_tree_inode(const struct writer *writer)
{
	struct file_info info;

	if (files_stat(writer->tree, (struct str){ 0 }, &info) != FILE_OK)
		return 0;
	return info.inode;
}

/* Folders are made when the first file in them wants one: most are there already. */
static enum file_status create_new(struct writer *writer, struct str path,
                                   struct str text)
{
	enum file_status status = files_create(writer->tree, path, text);

	if (status != FILE_MISSING)
		return status;
	status = files_make_folder(writer->tree, path_dir(path));
	return status == FILE_OK ? files_create(writer->tree, path, text) : status;
}

static enum file_status stage_file(struct writer *writer, struct str pending,
                                   struct str text)
{
	enum file_status status = files_create(writer->parent, pending, text);

	if (status != FILE_MISSING)
		return status;
	status = files_make_folder(writer->parent, writer->stage);
	return status == FILE_OK ? files_create(writer->parent, pending, text) : status;
}

/* Rename a staged file to its place, which may want a folder or be an empty one. */
static enum file_status place_file(struct writer *writer, struct str pending,
                                   const struct put *put, struct arena *scratch)
{
	struct str place = path_join(scratch, writer->name, put->path);
	enum file_status status = files_rename(writer->parent, pending, place);

	if (status == FILE_MISSING) {
		status = files_make_folder(writer->tree, path_dir(put->path));
		if (status == FILE_OK)
			status = files_rename(writer->parent, pending, place);
	}
	if (status == FILE_IS_FOLDER && files_remove(writer->tree, put->path) == FILE_OK)
		status = files_rename(writer->parent, pending, place);
	if (status == FILE_CROSSES) /* the output is a mount point */
		status = files_replace(writer->tree, put->path, put->text);
	return status;
}

/*
 * Write beside the output, then rename into it: whatever happens, nothing but whole pages
 * is ever in it, and what a killed build leaves is where the next one removes it.
 */
static enum file_status replace_old(struct writer *writer, const struct put *put,
                                    struct arena *scratch)
{
	struct str pending = arena_printf(scratch, "%.*s/%u", STR_ARG(writer->stage),
	                                  atomic_fetch_add(&writer->pending, 1));
	enum file_status status = journal_add(writer->journal, put->path, put->hash);

	if (status == FILE_OK)
		status = stage_file(writer, pending, put->text);
	if (status != FILE_OK)
		return status;
	status = place_file(writer, pending, put, scratch);
	if (status != FILE_OK)
		files_let_fail(files_remove(writer->parent, pending));
	return status;
}

/* A link to the same bytes is not the same: it is someone else's. */
static bool is_same(struct writer *writer, struct put *put, struct arena *scratch)
{
	struct arena_mark mark = arena_mark(scratch);
	struct str there;
	bool same = files_stat_link(writer->tree, put->path, &put->info) == FILE_OK &&
	            put->info.type == FILE_REGULAR && put->info.size == put->text.len &&
	            files_read(writer->tree, put->path, put->text.len, scratch, &there,
	                       NULL) == FILE_OK &&
	            str_eq(there, put->text);

	arena_rewind(scratch, mark);
	return same;
}

enum put_result writer_put(struct writer *writer, struct put *put, struct arena *scratch)
{
	put->status = FILE_OK;
	if (writer_is_fresh(writer))
		put->status = create_new(writer, put->path, put->text);
	else if (is_same(writer, put, scratch))
		return PUT_UNCHANGED;
	else
		put->status = replace_old(writer, put, scratch);
	if (put->status == FILE_OK)
		put->status = files_stat_link(writer->tree, put->path, &put->info);
	if (put->status == FILE_NOT_FOLDER || put->status == FILE_IS_FOLDER)
		return PUT_BLOCKED;
	return put->status == FILE_OK ? PUT_WRITTEN : PUT_FAILED;
}

bool writer_keep(struct writer *writer, struct str path, struct arena *scratch)
{
	struct arena_mark mark = arena_mark(scratch);
	struct file_info info;
	struct str text;
	bool is_kept;

	if (!writer_is_fresh(writer))
		return files_stat_link(writer->tree, path, &info) == FILE_OK;
	is_kept = writer->replaces &&
	          files_read(writer->old, path, SIZE_MAX / 4, scratch, &text, NULL) ==
	                  FILE_OK &&
	          create_new(writer, path, text) == FILE_OK;
	arena_rewind(scratch, mark);
	return is_kept;
}

/* Remove the folders above a file that are empty, or not even there. */
static enum file_status prune(struct writer *writer, struct str path)
{
	enum file_status status = FILE_OK;
	struct file_info info;

	for (path = path_dir(path); path.len; path = path_dir(path)) {
		status = files_stat_link(writer->tree, path, &info);
		if (status == FILE_OK && info.type == FILE_FOLDER)
			status = files_remove(writer->tree, path);
		else if (status == FILE_OK)
			return FILE_OK;
		if (status != FILE_OK && status != FILE_MISSING &&
		    status != FILE_NOT_FOLDER)
			break;
	}
	return files_is_system(status) ? status : FILE_OK;
}

enum file_status writer_delete(struct writer *writer, struct str path,
                               bool (*is_ours)(void *context, struct hash hash),
                               void *context)
{
	struct file_info info;
	struct hash hash;
	enum file_status status = files_stat_link(writer->tree, path, &info);

	/* A build that was killed, or failed here, got no further. */
	if (status == FILE_MISSING || status == FILE_NOT_FOLDER)
		return prune(writer, path);
	if (status == FILE_OK && info.type != FILE_REGULAR)
		return FILE_EXISTS;
	if (status == FILE_OK)
		status = files_hash(writer->tree, path, &hash);
	if (status == FILE_OK && !is_ours(context, hash))
		return FILE_EXISTS;
	if (status == FILE_OK)
		status = files_remove(writer->tree, path);
	return status == FILE_OK ? prune(writer, path) : status;
}

/* Two renames, where the file system cannot exchange names: for an instant there is none.
 */
static enum file_status swap_by_hand(struct writer *writer)
{
	struct str aside = arena_printf(&writer->arena, ".%.*s.broadsheet-old",
	                                STR_ARG(writer->name));
	enum file_status status = files_remove_tree(writer->parent, aside);

	if (status == FILE_OK)
		status = files_rename(writer->parent, writer->name, aside);
	if (status != FILE_OK)
		return status;
	status = files_rename(writer->parent, writer->stage, writer->name);
	if (status != FILE_OK)
		files_let_fail(files_rename(writer->parent, aside, writer->name));
	files_let_fail(files_remove_tree(writer->parent, aside));
	return status;
}

enum file_status writer_commit(struct writer *writer)
{
	enum file_status status = FILE_OK;

	if (writer->is_fresh && writer->replaces) {
		status = files_exchange(writer->parent, writer->stage, writer->name);
		if (status == FILE_FAILED)
			status = swap_by_hand(writer);
	} else if (writer->is_fresh) {
		status = files_rename(writer->parent, writer->stage, writer->name);
	}
	/* Under the stage's name is now the old tree, or what failed, or nothing. */
	files_let_fail(files_remove_tree(writer->parent, writer->stage));
	free_writer(writer);
	return status;
}

void writer_abort(struct writer *writer)
{
	files_let_fail(files_remove_tree(writer->parent, writer->stage));
	free_writer(writer);
}
