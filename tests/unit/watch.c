/*
 * The watcher on real folders. A test waits until all it expects was reported, however
 * long that takes; only what never comes ends by the limit.
 */
#include "build/watch.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/table.h"
#include "fixture.h"
#include "t.h"

#define LIMIT_MS 60000 /* nothing that works takes as long, on any machine */

/* A site's folder, which is the current one as long as the test runs. */
static struct str site;
static int before;
static struct watcher *watcher;
static struct diags diags;

static struct table reported; /* by the watcher of the test */

static void enter(void)
{
	site = folder_new();
	reported = (struct table){ 0 };
	before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	CHECK(before >= 0);
	CHECK(chdir(site.ptr) == 0);
}

static void leave(void)
{
	CHECK(fchdir(before) == 0);
	close(before);
	table_clear(&reported);
	folder_remove(site);
}

static void begin(size_t watches)
{
	struct watch_options options = {
		.roots = words("content|templates|data|static|site.yaml"),
		.ignored = STR("static/out"),
		.poll_ms = 1,
		.watches = watches,
	};

	watcher = watch_open(&options, &diags);
	CHECK(watcher != NULL);
}

static void end(void)
{
	CHECK_STR(t_messages(&diags), STR(""));
	watch_close(watcher);
	leave();
}

/* A site with one article in a folder, watched. */
static void begin_site(void)
{
	enter();
	CHECK(mkdir("content", 0777) == 0);
	CHECK(mkdir("content/old", 0777) == 0);
	fclose(fopen("content/old/a.md", "w"));
	begin(0);
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (CHECK(file != NULL)) {
		fputs(text, file);
		fclose(file);
	}
}

static void folder(const char *path)
{
	CHECK(mkdir(path, 0777) == 0);
}

static void move(const char *from, const char *to)
{
	CHECK(rename(from, to) == 0);
}

static void gone(const char *path)
{
	CHECK(remove(path) == 0);
}

static bool is_among(const struct strs *paths, struct str path)
{
	for (size_t i = 0; i < paths->count; i++)
		if (str_eq(paths->items[i], path))
			return true;
	return false;
}

static int compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct str sorted(struct str *paths, size_t count)
{
	struct buf out = { 0 };
	struct str kept;

	qsort(paths, count, sizeof(*paths), compare);
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s%.*s", i ? "|" : "", STR_ARG(paths[i]));
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

/* Wait until all these paths were reported, in as many reports as it takes; no others. */
static void expect(const char *wanted)
{
	struct strs want = words(wanted);
	struct str *got = NULL;
	size_t count = 0, missing = want.count;

	while (missing) {
		struct changes changes = { 0 };

		if (watch_wait(watcher, LIMIT_MS, &t_arena, &changes, &diags) !=
		            WATCH_CHANGED ||
		    changes.rescan)
			break;
		for (size_t i = 0; i < changes.paths.count; i++) {
			struct str path = changes.paths.items[i];

			if (i)
				CHECK(str_cmp(changes.paths.items[i - 1], path) < 0);
			if (is_among(&(struct strs){ got, count }, path))
				continue;
			/* The kernel may be late with what is known already. */
			if (!is_among(&want, path) &&
			    table_find(&reported, path) != TABLE_NONE)
				continue;
			missing -= is_among(&want, path);
			table_add(&reported, path, NULL);
			got = xrealloc_array(got, count + 1, sizeof(*got));
			got[count++] = path;
		}
	}
	CHECK_STR(sorted(got, count), str_of(wanted));
	free(got);
}

static void expect_rescan(void)
{
	struct changes changes = { 0 };

	CHECK_INT(watch_wait(watcher, LIMIT_MS, &t_arena, &changes, &diags),
	          WATCH_CHANGED);
	CHECK(changes.rescan);
}

TEST(watch, a_save_in_place)
{
	begin_site();
	put("content/old/a.md", "text");
	expect("content/old/a.md");
	end();
}

TEST(watch, nothing_is_lost_before_the_first_wait)
{
	begin_site();
	put("content/b.md", "text");
	folder("content/new");
	put("content/new/c.md", "text");
	expect("content/b.md|content/new/c.md");
	end();
}

TEST(watch, a_save_as_vim_does_it)
{
	begin_site();
	put("content/old/4913", "");
	gone("content/old/4913");
	put("content/old/.a.md.swp", "swap");
	move("content/old/a.md", "content/old/a.md~");
	put("content/old/a.md", "text");
	CHECK(chmod("content/old/a.md", 0644) == 0);
	gone("content/old/a.md~");
	gone("content/old/.a.md.swp");
	expect("content/old/a.md");
	end();
}

TEST(watch, a_save_by_rename)
{
	begin_site();
	put("content/old/.goutputstream-X", "text");
	move("content/old/.goutputstream-X", "content/old/a.md");
	expect("content/old/a.md");
	put("content/old/a.md.AbC123", "text");
	move("content/old/a.md.AbC123", "content/old/a.md");
	expect("content/old/a.md|content/old/a.md.AbC123");
	end();
}

TEST(watch, files_deleted_linked_and_touched)
{
	begin_site();
	gone("content/old/a.md");
	expect("content/old/a.md");
	put("elsewhere.md", "text");
	CHECK(link("elsewhere.md", "content/hard.md") == 0);
	CHECK(symlink("../elsewhere.md", "content/soft.md") == 0);
	expect("content/hard.md|content/soft.md");
	CHECK(chmod("content/hard.md", 0600) == 0);
	expect("content/hard.md");
	CHECK(truncate("content/hard.md", 1) == 0);
	expect("content/hard.md");
	end();
}

TEST(watch, a_file_that_is_never_closed)
{
	int fd;

	begin_site();
	fd = open("content/old/a.md", O_WRONLY | O_CLOEXEC);
	CHECK(write(fd, "text", 4) == 4);
	expect("content/old/a.md");
	close(fd);
	expect("content/old/a.md");
	end();
}

TEST(watch, leftovers_and_repositories_are_not_reported)
{
	begin_site();
	put("content/#a.md#", "text");
	CHECK(symlink("someone@somewhere", "content/.#a.md") == 0);
	folder("content/.git");
	put("content/.git/index", "text");
	gone("content/#a.md#");
	put("content/b.md", "text");
	expect("content/b.md");
	end();
}

TEST(watch, reading_is_not_reported)
{
	begin_site();
	fclose(fopen("content/old/a.md", "r"));
	folder("static");
	put("content/b.md", "text");
	expect("content/b.md");
	end();
}

TEST(watch, only_the_roots_and_not_what_is_ignored)
{
	begin_site();
	folder("public");
	put("public/index.html", "text");
	put("site.yml", "title: No");
	folder("static");
	folder("static/out");
	put("static/out/index.html", "text");
	put("static/in.css", "text");
	expect("static/in.css");
	put("static/out/index.html", "text");
	gone("static/in.css");
	expect("static/in.css");
	end();
}

TEST(watch, the_config_is_replaced)
{
	begin_site();
	put("site.yaml", "title: One");
	expect("site.yaml");
	put("site.yaml.new", "title: Two");
	move("site.yaml.new", "site.yaml");
	expect("site.yaml");
	gone("site.yaml");
	expect("site.yaml");
	end();
}

TEST(watch, roots_come_and_go)
{
	enter();
	begin(0);
	folder("content");
	put("content/a.md", "text");
	expect("content/a.md");
	folder("made");
	folder("made/partials");
	put("made/partials/note.html", "text");
	move("made", "templates");
	expect("templates/partials/note.html");
	move("templates", "made");
	expect("templates");
	gone("content/a.md");
	gone("content");
	expect("content|content/a.md");
	folder("content");
	put("content/a.md", "text");
	expect("content/a.md");
	put("made/partials/note.html", "text"); /* which is no root any more */
	put("content/b.md", "text");
	expect("content/b.md");
	end();
}

TEST(watch, new_folders_with_all_that_is_in_them)
{
	struct buf wanted = { 0 };

	begin_site();
	for (int i = 0; i < 20; i++) {
		char path[64];
		int len = snprintf(path, sizeof(path), "content/%02d", i);

		folder(path);
		for (int deep = 0; deep < 4; deep++) {
			len += snprintf(path + len, sizeof(path) - (size_t)len, "/x");
			folder(path);
		}
		snprintf(path + len, sizeof(path) - (size_t)len, "/a.md");
		put(path, "text");
		buf_printf(&wanted, "%s%s", i ? "|" : "", path);
	}
	expect(buf_keep(&wanted, &t_arena).ptr);
	buf_clear(&wanted);
	put("content/07/x/x/x/b.md", "text");
	expect("content/07/x/x/x/b.md");
	end();
}

TEST(watch, a_folder_is_renamed)
{
	begin_site();
	folder("content/old/deep");
	put("content/old/deep/b.md", "text");
	expect("content/old/deep/b.md");
	move("content/old", "content/new");
	expect("content/new/a.md|content/new/deep/b.md|content/old");
	put("content/new/deep/b.md", "more");
	expect("content/new/deep/b.md");
	move("content/new", "content/old");
	expect("content/new|content/old/a.md|content/old/deep/b.md");
	put("content/old/a.md", "more");
	expect("content/old/a.md");
	end();
}

TEST(watch, two_folders_swap_names)
{
	begin_site();
	folder("content/new");
	put("content/new/b.md", "text");
	expect("content/new/b.md");
	CHECK(renameat2(AT_FDCWD, "content/old", AT_FDCWD, "content/new",
	                RENAME_EXCHANGE) == 0);
	expect("content/new|content/new/a.md|content/old|content/old/b.md");
	put("content/new/a.md", "text");
	put("content/old/b.md", "text");
	expect("content/new/a.md|content/old/b.md");
	end();
}

TEST(watch, a_folder_is_deleted_and_made_again)
{
	begin_site();
	for (int i = 0; i < 50; i++) {
		gone("content/old/a.md");
		gone("content/old");
		folder("content/old");
		put("content/old/a.md", "text");
	}
	expect("content/old|content/old/a.md");
	put("content/old/b.md", "text");
	expect("content/old/b.md");
	end();
}

/* The kernel tells nobody else when its inode is used again. */
TEST(watch, a_folder_is_moved_out_and_deleted)
{
	begin_site();
	move("content/old", "old");
	expect("content/old");
	gone("old/a.md");
	gone("old");
	folder("content/new");
	put("content/new/b.md", "text");
	expect("content/new/b.md");
	put("content/new/c.md", "text");
	expect("content/new/c.md");
	end();
}

TEST(watch, a_folder_has_two_names)
{
	enter();
	folder("content");
	folder("elsewhere");
	CHECK(symlink("../elsewhere", "content/one") == 0);
	begin(0);
	put("elsewhere/a.md", "text");
	expect("content/one/a.md");
	CHECK(symlink("../elsewhere", "content/two") == 0);
	expect("content/two|content/two/a.md");
	put("elsewhere/a.md", "text");
	expect("content/one/a.md|content/two/a.md");
	gone("content/one");
	expect("content/one");
	put("elsewhere/a.md", "text");
	expect("content/two/a.md");
	folder("elsewhere/deep");
	put("elsewhere/deep/b.md", "text");
	expect("content/two/deep/b.md");
	end();
}

TEST(watch, a_link_leads_elsewhere)
{
	enter();
	folder("content");
	folder("first");
	folder("second");
	put("second/b.md", "text");
	CHECK(symlink("../first", "content/link") == 0);
	begin(0);
	CHECK(symlink("../second", "content/link.new") == 0);
	expect("content/link.new|content/link.new/b.md");
	move("content/link.new", "content/link");
	expect("content/link|content/link.new|content/link/b.md");
	put("first/a.md", "text");
	put("second/b.md", "more");
	expect("content/link/b.md");
	move("second", "third");
	expect("content/link");
	end();
}

TEST(watch, links_that_lead_back_are_not_followed)
{
	enter();
	folder("content");
	folder("content/sub");
	CHECK(symlink("..", "content/sub/up") == 0);
	CHECK(symlink(".", "content/sub/here") == 0);
	begin(0);
	put("content/a.md", "text");
	put("content/sub/b.md", "text");
	expect("content/a.md|content/sub/b.md");
	end();
}

TEST(watch, thousands_of_files)
{
	enum { COUNT = 3000 };
	struct buf wanted = { 0 };

	begin_site();
	for (int i = 0; i < COUNT; i++) {
		struct str path = arena_printf(&t_arena, "content/%04d.md", i);

		put(path.ptr, "text");
		buf_printf(&wanted, "%s%.*s", i ? "|" : "", STR_ARG(path));
	}
	expect(buf_keep(&wanted, &t_arena).ptr);
	buf_clear(&wanted);
	end();
}

TEST(watch, too_few_watches)
{
	enter();
	folder("content");
	folder("content/a");
	folder("content/b");
	begin(2);
	CHECK(str_has_prefix(
		t_messages(&diags),
		STR("content/a: warning: the system watches no more folders: looking for changes from time to time instead\n"
	            "  hint: sysctl fs.inotify.max_user_watches=")));
	put("content/b/a.md", "text");
	expect_rescan();
	gone("content/b/a.md");
	expect_rescan();
	end();
}

TEST(watch, watches_run_out_later)
{
	begin_site();
	watch_close(watcher);
	begin(4);
	folder("content/a");
	put("content/a/a.md", "text");
	expect("content/a/a.md");
	folder("content/b");
	expect_rescan();
	CHECK_INT(diags.warnings, 1);
	t_messages(&diags);
	put("content/b/a.md", "text");
	expect_rescan();
	end();
}

static void *stop_it(void *argument)
{
	watch_stop(watcher);
	return argument;
}

TEST(watch, stop_ends_every_wait)
{
	struct changes changes;
	pthread_t thread;

	begin_site();
	CHECK_INT(watch_wait(watcher, 0, &t_arena, &changes, &diags), WATCH_TIMEOUT);
	CHECK(pthread_create(&thread, NULL, stop_it, NULL) == 0);
	CHECK_INT(watch_wait(watcher, -1, &t_arena, &changes, &diags), WATCH_STOPPED);
	pthread_join(thread, NULL);
	put("content/a.md", "text");
	CHECK_INT(watch_wait(watcher, -1, &t_arena, &changes, &diags), WATCH_STOPPED);
	end();
}

/* The library keeps what it has read, and numbers start from the same one. */
TEST(watch, one_watcher_after_another)
{
	for (int round = 0; round < 20; round++) {
		begin_site();
		for (int i = 0; i < 200; i++)
			put(arena_printf(&t_arena, "content/old/%d.md", i).ptr, "text");
		end();
	}
	begin_site();
	put("content/b.md", "text");
	expect("content/b.md");
	end();
}
