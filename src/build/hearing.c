#include "build/hearing.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/inotify.h>

#include "base/path.h"
#include "build/leftover.h"
#include "content/scan.h"

static void note(struct hearing *hearing, struct str path, enum settle_note note)
{
	if (hearing->news_count == hearing->news_cap) {
		hearing->news_cap = hearing->news_cap ? hearing->news_cap * 2 : 64;
		hearing->news = xrealloc_array(hearing->news, hearing->news_cap,
		                               sizeof(*hearing->news));
	}
	hearing->news[hearing->news_count++] =
		(struct news){ arena_str(&hearing->batch, path), note };
}

static void fail(struct hearing *hearing, struct str path, int error)
{
	hearing->failure = error;
	hearing->failed_path = arena_str(&hearing->batch, path);
}

/* NULL if the folder vanished meanwhile, may not be read, or cannot be watched. */
static struct spot *watch_spot(struct hearing *hearing, struct str path,
                               const struct file_info *info)
{
	struct spot *spot = spot_find(&hearing->folders, info->device, info->inode);
	int error = 0;

	if (spot)
		return spot;
	spot = spot_add(&hearing->folders, info->device, info->inode);
	if (hearing->most && hearing->folders.spots > hearing->most)
		error = ENOSPC;
	else
		error = hearing->watch(spot->number, path);
	if (!error)
		return spot;
	spot_drop(&hearing->folders, spot);
	/* The others are the content's or the moment's, and the build will see them. */
	if (error != ENOENT && error != ENOTDIR && error != EACCES && error != ELOOP &&
	    error != ENAMETOOLONG)
		fail(hearing, path, error);
	return NULL;
}

/* As the scanner, which complains of such a folder and does not enter it. */
static bool leads_back(const struct folder *parent, const struct file_info *info)
{
	unsigned depth = 0;

	for (; parent; parent = parent->parent, depth++)
		if (depth > SCAN_DEPTH || (parent->spot->device == info->device &&
		                           parent->spot->inode == info->inode))
			return true;
	return false;
}

static bool is_ignored(const struct hearing *hearing, struct str path)
{
	return (hearing->ignored.len && str_eq(path, hearing->ignored)) ||
	       is_repository(path_base(path));
}

/*
 * Watch a folder and all below it. The watch comes first and the look inside second, so
 * that whatever comes into the folder is either seen or heard. Files are reported, if
 * they are news.
 */
static void learn(struct hearing *hearing, struct folder *parent, struct str path,
                  bool is_news)
{
	struct arena scratch = { 0 };
	struct file_entry *entries;
	struct file_info info;
	struct folder *folder;
	struct spot *spot;
	size_t count;

	if (hearing->failure || is_ignored(hearing, path) ||
	    files_stat(hearing->files, path, &info) != FILE_OK ||
	    info.type != FILE_FOLDER || leads_back(parent, &info))
		return;
	spot = watch_spot(hearing, path, &info);
	if (!spot)
		return;
	folder = folders_add(&hearing->folders, parent, path, spot);
	folder->readable =
		files_list(hearing->files, path, &scratch, &entries, &count) == FILE_OK;
	for (size_t i = 0; folder->readable && i < count; i++) {
		struct str name = entries[i].name;

		if (entries[i].type == FILE_FOLDER)
			learn(hearing, folder, path_join(&scratch, path, name), is_news);
		else if (is_news && !is_leftover(name))
			note(hearing, path_join(&scratch, path, name), SETTLE_TOUCHED);
	}
	arena_clear(&scratch);
}

void hearing_begin(struct hearing *hearing)
{
	struct file_info info;
	struct spot *spot;
	struct folder *top;

	if (files_stat(hearing->files, STR(""), &info) != FILE_OK) {
		fail(hearing, STR("."), ENOENT);
		return;
	}
	spot = watch_spot(hearing, STR(""), &info);
	if (!spot) {
		fail(hearing, STR("."), hearing->failure ? hearing->failure : EACCES);
		return;
	}
	top = folders_add(&hearing->folders, NULL, STR(""), spot);
	for (size_t i = 0; i < hearing->roots.count; i++)
		learn(hearing, top, hearing->roots.items[i], false);
}

/* Something is or was at this path that may be a folder: know what is there now. */
static void learn_again(struct hearing *hearing, struct folder *parent, struct str path)
{
	struct folder *known = folders_find(&hearing->folders, path);
	struct file_info info;

	if (known) {
		if (files_stat(hearing->files, path, &info) == FILE_OK &&
		    info.device == known->spot->device &&
		    info.inode == known->spot->inode)
			return; /* seen from inside its parent before it was heard */
		folders_drop(&hearing->folders, known);
		note(hearing, path, SETTLE_DONE);
	}
	learn(hearing, parent, path, true);
}

static bool is_root(const struct hearing *hearing, struct str name)
{
	for (size_t i = 0; i < hearing->roots.count; i++)
		if (str_eq(hearing->roots.items[i], name))
			return true;
	return false;
}

static void hear_gone(struct hearing *hearing, struct folder *parent, struct str path,
                      const struct inotify_event *event)
{
	struct folder *known = folders_find(&hearing->folders, path);

	if (known)
		folders_drop(&hearing->folders, known);
	if (known || event->mask & IN_ISDIR) {
		note(hearing, path, SETTLE_DONE);
		/* There may be another already; if two swapped names, nothing else says
		 * so. */
		learn(hearing, parent, path, true);
	} else if (!is_leftover(path_base(path))) {
		note(hearing, path, SETTLE_UNSURE);
		if (event->mask & IN_MOVED_FROM) {
			hearing->moved_cookie = event->cookie;
			hearing->moved_path = arena_str(&hearing->batch, path);
		}
	}
}

/* Permissions, perhaps: a folder that could not be read, or can no longer be. */
static void hear_folder_touched(struct hearing *hearing, struct folder *parent,
                                struct str path)
{
	struct folder *known = folders_find(&hearing->folders, path);
	struct arena scratch = { 0 };
	struct file_entry *entries;
	size_t count;

	if (known) {
		bool readable = files_list(hearing->files, path, &scratch, &entries,
		                           &count) == FILE_OK;

		arena_clear(&scratch);
		if (readable == known->readable)
			return;
		folders_drop(&hearing->folders, known);
		note(hearing, path, SETTLE_DONE);
	}
	learn(hearing, parent, path, true);
}

static void hear_file(struct hearing *hearing, struct folder *parent, struct str path,
                      const struct inotify_event *event)
{
	bool is_new = event->mask & (IN_CREATE | IN_MOVED_TO);
	struct file_info info;

	if (is_leftover(path_base(path)))
		return;
	/* Moved away and not to a backup's name: nothing will replace it. */
	if (event->mask & IN_MOVED_TO && event->cookie == hearing->moved_cookie &&
	    hearing->moved_path.len)
		note(hearing, hearing->moved_path, SETTLE_DONE);
	if (is_new && (folders_find(&hearing->folders, path) ||
	               (files_stat(hearing->files, path, &info) == FILE_OK &&
	                info.type == FILE_FOLDER))) {
		/* A link to a folder, or in the place of one. */
		note(hearing, path, SETTLE_DONE);
		learn_again(hearing, parent, path);
	} else if (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) {
		note(hearing, path, SETTLE_DONE);
	} else {
		note(hearing, path,
		     event->mask & IN_ATTRIB ? SETTLE_TOUCHED : SETTLE_UNSURE);
	}
}

static void hear_in(struct hearing *hearing, struct folder *folder,
                    const struct inotify_event *event)
{
	struct arena scratch = { 0 };
	struct str name = str_of(event->name);
	struct str path = path_join(&scratch, folder->path, name);

	if ((folder->parent || is_root(hearing, name)) && !is_ignored(hearing, path)) {
		if (event->mask & (IN_DELETE | IN_MOVED_FROM))
			hear_gone(hearing, folder, path, event);
		else if (!(event->mask & IN_ISDIR))
			hear_file(hearing, folder, path, event);
		else if (event->mask & IN_ATTRIB)
			hear_folder_touched(hearing, folder, path);
		else
			learn_again(hearing, folder, path);
	}
	arena_clear(&scratch);
}

/*
 * A spot was moved, unmounted or deleted. Mostly its parents have said so already; not
 * when a link leads to it from elsewhere. Names that lead to it no more are dropped, or
 * all if it is no longer watched; what they lead to now is learned.
 */
static void check_names(struct hearing *hearing, struct spot *spot, bool is_dead)
{
	struct file_info info;
	struct folder *name, *next;
	struct arena scratch = { 0 };
	struct str *paths;
	size_t count = 0;

	for (name = spot->names; name; name = name->next_name)
		count++;
	paths = ARENA_ARRAY(&scratch, struct str, count);
	count = 0;
	for (name = spot->names; name; name = next) {
		next = name->next_name;
		if (!is_dead &&
		    files_stat(hearing->files, name->path, &info) == FILE_OK &&
		    info.device == spot->device && info.inode == spot->inode)
			continue;
		paths[count++] = arena_str(&scratch, name->path);
		folders_drop(&hearing->folders, name);
	}
	if (is_dead)
		spot_drop(&hearing->folders, spot);
	for (size_t i = 0; i < count; i++) {
		struct folder *parent =
			folders_find(&hearing->folders, path_dir(paths[i]));

		if (paths[i].len == 0 || !parent) {
			hearing->rescan = true; /* the current folder itself is gone */
			continue;
		}
		note(hearing, paths[i], SETTLE_DONE);
		learn(hearing, parent, paths[i], true);
	}
	arena_clear(&scratch);
}

void hearing_event(struct hearing *hearing, uint32_t number,
                   const struct inotify_event *event)
{
	struct spot *spot = spot_numbered(&hearing->folders, number);
	struct folder *next;

	if (!spot)
		return;
	if (event->mask & IN_IGNORED)
		check_names(hearing, spot, true);
	else if (event->mask & IN_MOVE_SELF)
		check_names(hearing, spot, false);
	else if (event->len)
		for (struct folder *name = spot->names; name; name = next) {
			/* What is dropped meanwhile is below it, and no other name of it.
			 */
			next = name->next_name;
			hear_in(hearing, name, event);
		}
}

void hearing_reset(struct hearing *hearing)
{
	hearing->news_count = 0;
	hearing->rescan = false;
	hearing->moved_path = (struct str){ 0 };
	arena_reset(&hearing->batch);
}

void hearing_forget(struct hearing *hearing)
{
	folders_clear(&hearing->folders);
	hearing->failure = 0;
}

void hearing_clear(struct hearing *hearing)
{
	folders_clear(&hearing->folders);
	arena_clear(&hearing->batch);
	free(hearing->news);
	*hearing = (struct hearing){ 0 };
}
