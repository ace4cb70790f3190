#include "build/writer.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/path.h"

struct writer {
	struct arena arena;
	struct files *parent; /* the folder that the output is in */
	struct str name;      /* of the output in it */
	struct str stage; /* of the fresh tree in it, or of the folder of files not yet in
	                     place */
	bool is_fresh;
	struct files *tree;  /* what is written to */
	struct files *old;   /* the output as it is */
	bool replaces;       /* a fresh tree takes the place of an old one */
	atomic_uint pending; /* numbers the files in the stage */
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

/* For what the next build puts right if it fails. */
static void let_fail(enum file_status status)
{
	(void)status;
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

struct writer *writer_open(struct str output, bool clean, enum file_status *status)
{
	struct writer *writer = xmalloc(sizeof(*writer));
	struct str folder;

	*writer = (struct writer){ 0 };
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

/*
 * Write beside the output, then rename into it: whatever happens, nothing but whole pages
 * is ever in it, and what a killed build leaves is where the next one removes it.
 */
static enum file_status replace_old(struct writer *writer, struct str path,
                                    struct str text, struct arena *scratch)
{
	struct str pending = arena_printf(scratch, "%.*s/%u", STR_ARG(writer->stage),
	                                  atomic_fetch_add(&writer->pending, 1));
	struct str place = path_join(scratch, writer->name, path);
	enum file_status status = files_create(writer->parent, pending, text);

	if (status == FILE_MISSING) {
		status = files_make_folder(writer->parent, writer->stage);
		if (status == FILE_OK)
			status = files_create(writer->parent, pending, text);
	}
	if (status != FILE_OK)
		return status;
	status = files_rename(writer->parent, pending, place);
	if (status == FILE_MISSING) {
		status = files_make_folder(writer->tree, path_dir(path));
		if (status == FILE_OK)
			status = files_rename(writer->parent, pending, place);
	}
	if (status == FILE_CROSSES) /* the output is a mount point */
		status = files_replace(writer->tree, path, text);
	if (status != FILE_OK)
		let_fail(files_remove(writer->parent, pending));
	return status;
}

static bool is_same(struct writer *writer, struct str path, struct str text,
                    struct arena *scratch)
{
	struct arena_mark mark = arena_mark(scratch);
	struct str there;
	bool same = files_read(writer->tree, path, text.len, scratch, &there, NULL) ==
	                    FILE_OK &&
	            str_eq(there, text);

	arena_rewind(scratch, mark);
	return same;
}

enum put_result writer_put(struct writer *writer, struct str path, struct str text,
                           struct arena *scratch, enum file_status *status)
{
	*status = FILE_OK;
	if (writer_is_fresh(writer))
		*status = create_new(writer, path, text);
	else if (is_same(writer, path, text, scratch))
		return PUT_UNCHANGED;
	else
		*status = replace_old(writer, path, text, scratch);
	if (*status == FILE_NOT_FOLDER || *status == FILE_IS_FOLDER)
		return PUT_BLOCKED;
	return *status == FILE_OK ? PUT_WRITTEN : PUT_FAILED;
}

void writer_keep(struct writer *writer, struct str path, struct arena *scratch)
{
	struct arena_mark mark = arena_mark(scratch);
	struct str text;

	if (writer_is_fresh(writer) && writer->replaces &&
	    files_read(writer->old, path, SIZE_MAX / 4, scratch, &text, NULL) == FILE_OK)
		let_fail(create_new(writer, path, text));
	arena_rewind(scratch, mark);
}

bool writer_delete(struct writer *writer, struct str path, struct hash written,
                   struct arena *scratch)
{
	struct arena_mark mark = arena_mark(scratch);
	struct str text;
	enum file_status status =
		files_read(writer->tree, path, SIZE_MAX / 4, scratch, &text, NULL);
	bool is_ours = status == FILE_OK && hash_eq(hash_bytes(text), written);

	arena_rewind(scratch, mark);
	if (status == FILE_MISSING || status == FILE_NOT_FOLDER)
		return true;
	if (!is_ours || files_remove(writer->tree, path) != FILE_OK)
		return false;
	for (path = path_dir(path); path.len; path = path_dir(path))
		if (files_remove(writer->tree, path) != FILE_OK)
			break;
	return true;
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
		let_fail(files_rename(writer->parent, aside, writer->name));
	let_fail(files_remove_tree(writer->parent, aside));
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
	let_fail(files_remove_tree(writer->parent, writer->stage));
	free_writer(writer);
	return status;
}

void writer_abort(struct writer *writer)
{
	let_fail(files_remove_tree(writer->parent, writer->stage));
	free_writer(writer);
}
