#include "build/writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/pool.h"
#include "build/journal.h"
#include "fixture.h"
#include "t.h"

struct output {
	struct str folder, path; /* of the test, and of the output in it */
	struct files *files;     /* the test's folder */
	struct str journal_folder;
	struct files *journal;
};

static struct output output_new(void)
{
	struct output output = { .folder = folder_new() };

	output.path = path_join(&t_arena, output.folder, STR("public"));
	output.files = files_open_disk(output.folder);
	output.journal_folder = folder_new();
	output.journal = files_open_disk(output.journal_folder);
	return output;
}

static void output_remove(struct output *output)
{
	files_close(output->files);
	files_close(output->journal);
	folder_remove(output->folder);
	folder_remove(output->journal_folder);
}

static struct writer *opened(const struct output *output, bool clean)
{
	enum file_status status;
	struct writer *writer =
		writer_open(output->path, clean, output->journal, &status);

	CHECK_INT(status, FILE_OK);
	return writer;
}

static enum put_result put(struct writer *writer, const char *path, const char *text)
{
	struct put put = { .path = str_of(path),
		           .text = str_of(text),
		           .hash = hash_bytes(str_of(text)) };
	enum put_result result = writer_put(writer, &put, &t_arena);

	CHECK_INT(put.status == FILE_OK,
	          result == PUT_WRITTEN || result == PUT_UNCHANGED);
	if (put.status == FILE_OK)
		CHECK_INT(put.info.size, put.text.len);
	return result;
}

static void place(struct output *output, const char *path, const char *text)
{
	CHECK_INT(files_make_folder(output->files, path_dir(str_of(path))), FILE_OK);
	CHECK_INT(files_replace(output->files, str_of(path), str_of(text)), FILE_OK);
}

/* The first output, of two pages. */
static void first_build(const struct output *output)
{
	struct writer *writer = opened(output, false);

	put(writer, "index.html", "home");
	put(writer, "2014/a.html", "article");
	CHECK_INT(writer_commit(writer), FILE_OK);
}

static struct str text_of(const struct output *output, const char *path)
{
	struct str text;
	enum file_status status =
		files_read(output->files, str_of(path), 1 << 20, &t_arena, &text, NULL);

	return status == FILE_OK ? text : str_of(files_explain(status));
}

static struct str names_in(const struct output *output, const char *path)
{
	struct file_entry *entries;
	struct str names = { 0 };
	size_t count;

	CHECK_INT(files_list(output->files, str_of(path), &t_arena, &entries, &count),
	          FILE_OK);
	for (size_t i = 0; i < count; i++)
		names = arena_printf(&t_arena, "%.*s%s%.*s", STR_ARG(names), i ? " " : "",
		                     STR_ARG(entries[i].name));
	return names;
}

static const struct str missing = STR_INIT("no such file or folder");

TEST(writer, a_first_build_is_seen_when_it_is_done)
{
	struct output output = output_new();
	struct writer *writer = opened(&output, false);

	CHECK(writer_is_fresh(writer));
	CHECK_INT(put(writer, "2014/02/a.html", "text"), PUT_WRITTEN);
	CHECK_STR(text_of(&output, "public/2014/02/a.html"), missing);
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_STR(text_of(&output, "public/2014/02/a.html"), STR("text"));
	CHECK_STR(names_in(&output, ""), STR("public"));
	output_remove(&output);
}

TEST(writer, makes_what_is_above_the_output)
{
	struct output output = output_new();

	output.path = path_join(&t_arena, output.folder, STR("far/away/site//"));
	first_build(&output);
	CHECK_STR(text_of(&output, "far/away/site/index.html"), STR("home"));
	CHECK_STR(names_in(&output, "far/away"), STR("site"));
	output_remove(&output);
}

TEST(writer, an_empty_folder_counts_as_no_output)
{
	struct output output = output_new();
	struct writer *writer;

	CHECK_INT(files_make_folder(output.files, STR("public")), FILE_OK);
	writer = opened(&output, false);
	CHECK(writer_is_fresh(writer));
	put(writer, "a.html", "text");
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_STR(text_of(&output, "public/a.html"), STR("text"));
	CHECK_STR(names_in(&output, ""), STR("public"));
	output_remove(&output);
}

TEST(writer, an_unchanged_file_is_not_touched)
{
	struct output output = output_new();
	struct file_info before, after;
	struct writer *writer;

	first_build(&output);
	CHECK_INT(files_stat(output.files, STR("public/index.html"), &before), FILE_OK);
	writer = opened(&output, false);
	CHECK(!writer_is_fresh(writer));
	CHECK_INT(put(writer, "index.html", "home"), PUT_UNCHANGED);
	CHECK_INT(put(writer, "2014/a.html", "articlf"), PUT_WRITTEN);
	CHECK_INT(put(writer, "2014/new/b.html", "b"), PUT_WRITTEN);
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_INT(files_stat(output.files, STR("public/index.html"), &after), FILE_OK);
	CHECK_INT(after.mtime_ns, before.mtime_ns);
	CHECK_INT(after.ctime_ns, before.ctime_ns);
	CHECK_INT(after.inode, before.inode);
	CHECK_STR(text_of(&output, "public/2014/a.html"), STR("articlf"));
	CHECK_STR(text_of(&output, "public/2014/new/b.html"), STR("b"));
	CHECK_STR(names_in(&output, "public/2014"), STR("a.html new"));
	output_remove(&output);
}

TEST(writer, what_begins_or_ends_alike_is_not_the_same)
{
	struct output output = output_new();
	struct writer *writer;

	first_build(&output);
	writer = opened(&output, false);
	CHECK_INT(put(writer, "index.html", "hom"), PUT_WRITTEN);
	CHECK_INT(put(writer, "index.html", "home!"), PUT_WRITTEN);
	CHECK_INT(put(writer, "index.html", ""), PUT_WRITTEN);
	CHECK_INT(put(writer, "index.html", ""), PUT_UNCHANGED);
	CHECK_INT(writer_commit(writer), FILE_OK);
	output_remove(&output);
}

TEST(writer, the_files_of_others_stay)
{
	struct output output = output_new();
	struct writer *writer;

	first_build(&output);
	place(&output, "public/CNAME", "example.org");
	place(&output, "public/2014/notes.txt", "mine");
	writer = opened(&output, false);
	put(writer, "index.html", "new");
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_STR(text_of(&output, "public/CNAME"), STR("example.org"));
	CHECK_STR(text_of(&output, "public/2014/notes.txt"), STR("mine"));
	output_remove(&output);
}

TEST(writer, a_clean_build_leaves_nothing_old)
{
	struct output output = output_new();
	struct writer *writer;

	first_build(&output);
	place(&output, "public/CNAME", "example.org");
	writer = opened(&output, true);
	CHECK(writer_is_fresh(writer));
	put(writer, "b.html", "b");
	CHECK_STR(text_of(&output, "public/index.html"), STR("home"));
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_STR(names_in(&output, "public"), STR("b.html"));
	CHECK_STR(names_in(&output, ""), STR("public"));
	output_remove(&output);
}

TEST(writer, a_clean_build_keeps_what_could_not_be_made)
{
	struct output output = output_new();
	struct writer *writer;

	first_build(&output);
	writer = opened(&output, true);
	put(writer, "index.html", "new");
	CHECK(writer_keep(writer, STR("2014/a.html"), &t_arena));
	CHECK(!writer_keep(writer, STR("2014/never.html"), &t_arena));
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_STR(text_of(&output, "public/2014/a.html"), STR("article"));
	CHECK_STR(names_in(&output, "public/2014"), STR("a.html"));
	output_remove(&output);
}

TEST(writer, giving_up_leaves_the_old_output_and_nothing_else)
{
	struct output output = output_new();
	struct writer *writer;

	writer = opened(&output, false);
	put(writer, "a/b.html", "b");
	writer_abort(writer);
	CHECK_STR(names_in(&output, ""), STR(""));
	first_build(&output);
	writer = opened(&output, true);
	put(writer, "a/b.html", "b");
	writer_abort(writer);
	CHECK_STR(names_in(&output, ""), STR("public"));
	CHECK_STR(text_of(&output, "public/index.html"), STR("home"));
	output_remove(&output);
}

TEST(writer, what_a_killed_build_left_is_removed)
{
	struct output output = output_new();
	struct writer *writer;

	place(&output, ".public.broadsheet-new/2014/half.html", "half");
	writer = opened(&output, false);
	put(writer, "a.html", "a");
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_STR(names_in(&output, ""), STR("public"));
	CHECK_STR(names_in(&output, "public"), STR("a.html"));
	output_remove(&output);
}

static bool has_hash(void *context, struct hash hash)
{
	return hash_eq(hash, *(const struct hash *)context);
}

static bool deleted(const struct output *output, const char *path, const char *written)
{
	struct writer *writer = opened(output, false);
	struct hash hash = hash_bytes(str_of(written));
	enum file_status status = writer_delete(writer, str_of(path), has_hash, &hash);

	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK(status == FILE_OK || status == FILE_EXISTS);
	return status == FILE_OK;
}

TEST(writer, deleting_prunes_empty_folders)
{
	struct output output = output_new();

	place(&output, "public/a/b/c/d.html", "d");
	place(&output, "public/a/x.html", "x");
	CHECK(deleted(&output, "a/b/c/d.html", "d"));
	CHECK_STR(names_in(&output, "public/a"), STR("x.html"));
	place(&output, "public/y.html", "y");
	CHECK(deleted(&output, "a/x.html", "x"));
	CHECK_STR(names_in(&output, "public"), STR("y.html"));
	CHECK(deleted(&output, "y.html", "y"));
	CHECK_STR(names_in(&output, "public"), STR("")); /* the output itself stays */
	output_remove(&output);
}

TEST(writer, deleting_refuses_what_someone_changed)
{
	struct output output = output_new();

	place(&output, "public/a.html", "edited by hand");
	place(&output, "public/b.html/c", "a folder now");
	CHECK(!deleted(&output, "a.html", "as it was written"));
	CHECK_STR(text_of(&output, "public/a.html"), STR("edited by hand"));
	CHECK(!deleted(&output, "b.html", "as it was written"));
	CHECK_STR(text_of(&output, "public/b.html/c"), STR("a folder now"));
	output_remove(&output);
}

TEST(writer, deleting_what_is_gone_is_done_already)
{
	struct output output = output_new();

	place(&output, "public/a", "a file where a folder was");
	CHECK(deleted(&output, "none.html", "x"));
	CHECK(deleted(&output, "none/deep.html", "x"));
	CHECK(deleted(&output, "a/deep.html", "x"));
	CHECK_STR(names_in(&output, "public"), STR("a"));
	output_remove(&output);
}

TEST(writer, an_output_that_is_a_file_is_refused)
{
	struct output output = output_new();
	enum file_status status = FILE_OK;

	place(&output, "public", "not a folder");
	CHECK(writer_open(output.path, false, output.journal, &status) == NULL);
	CHECK_INT(status, FILE_NOT_FOLDER);
	CHECK(writer_open(path_join(&t_arena, output.path, STR("below")), true,
	                  output.journal, &status) == NULL);
	CHECK_INT(status, FILE_NOT_FOLDER);
	CHECK_STR(names_in(&output, ""), STR("public"));
	output_remove(&output);
}

TEST(writer, what_replaces_a_file_is_first_in_the_journal)
{
	struct output output = output_new();
	struct journal journal;
	struct writer *writer;

	first_build(&output);
	writer = opened(&output, false);
	put(writer, "index.html", "new");
	put(writer, "2014/a.html", "article"); /* the same bytes: not written */
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_INT(journal_read(&journal, output.journal), FILE_OK);
	CHECK_INT(journal.paths.count, 1);
	CHECK(journal_has(&journal, STR("index.html"), hash_bytes(STR("new"))));
	journal_clear(&journal);
	output_remove(&output);
}

TEST(writer, an_empty_folder_gives_way_to_a_file_and_a_full_one_does_not)
{
	struct output output = output_new();
	struct writer *writer;

	CHECK_INT(files_make_folder(output.files, STR("public/a.html")), FILE_OK);
	place(&output, "public/b.html/theirs", "x");
	writer = opened(&output, false);
	CHECK_INT(put(writer, "a.html", "a"), PUT_WRITTEN);
	CHECK_INT(put(writer, "b.html", "b"), PUT_BLOCKED);
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_STR(text_of(&output, "public/a.html"), STR("a"));
	CHECK_STR(text_of(&output, "public/b.html/theirs"), STR("x"));
	output_remove(&output);
}

TEST(writer, a_link_to_the_same_bytes_is_replaced)
{
	struct output output = output_new();
	struct writer *writer;
	struct file_info info;

	place(&output, "elsewhere", "a");
	place(&output, "public/b.html", "b");
	CHECK(symlink("../elsewhere",
	              arena_cstr(&t_arena,
	                         path_join(&t_arena, output.path, STR("a.html")))) == 0);
	writer = opened(&output, false);
	CHECK_INT(put(writer, "a.html", "a"), PUT_WRITTEN);
	CHECK_INT(writer_commit(writer), FILE_OK);
	CHECK_INT(files_stat_link(output.files, STR("public/a.html"), &info), FILE_OK);
	CHECK_INT(info.type, FILE_REGULAR);
	CHECK_STR(text_of(&output, "elsewhere"), STR("a"));
	output_remove(&output);
}

struct load {
	struct writer *writer;
	struct arena arenas[4];
};

static void put_item(void *context, unsigned worker, size_t item)
{
	struct load *load = context;
	struct arena *arena = &load->arenas[worker];
	struct str path =
		arena_printf(arena, "%zu/%zu/%zu.html", item % 3, item % 7, item);
	struct put put = { .path = path, .text = path, .hash = hash_bytes(path) };

	CHECK(writer_put(load->writer, &put, arena) != PUT_FAILED);
	arena_reset(arena);
}

TEST(writer, takes_pages_from_many_threads)
{
	struct output output = output_new();
	struct pool *pool = pool_new(4);

	for (int round = 0; round < 2; round++) {
		struct load load = { .writer = opened(&output, false) };

		pool_run(pool, 300, put_item, &load);
		CHECK_INT(writer_commit(load.writer), FILE_OK);
		for (int i = 0; i < 4; i++)
			arena_clear(&load.arenas[i]);
	}
	pool_free(pool);
	CHECK_STR(text_of(&output, "public/2/4/200.html"), STR("2/4/200.html"));
	CHECK_STR(names_in(&output, "public"), STR("0 1 2"));
	output_remove(&output);
}
