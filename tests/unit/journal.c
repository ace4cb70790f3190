#include "build/journal.h"

#include "fixture.h"
#include "t.h"

TEST(journal, knows_what_was_added)
{
	struct files *files = files_open_memory();
	struct hash one = hash_bytes(STR("1")), two = hash_bytes(STR("2"));
	struct journal journal;

	CHECK_INT(journal_add(files, STR("a.html"), one), FILE_OK);
	CHECK_INT(journal_add(files, STR("b\n.html"), two), FILE_OK);
	CHECK_INT(journal_add(files, STR("a.html"), two), FILE_OK);
	CHECK_INT(journal_read(&journal, files), FILE_OK);
	CHECK_INT(journal.paths.count, 2);
	CHECK(journal_has(&journal, STR("a.html"), one));
	CHECK(journal_has(&journal, STR("a.html"), two));
	CHECK(journal_has(&journal, STR("b\n.html"), two));
	CHECK(!journal_has(&journal, STR("b\n.html"), one));
	CHECK(!journal_has(&journal, STR("c.html"), one));
	journal_clear(&journal);
	CHECK_INT(journal_remove(files), FILE_OK);
	CHECK_INT(journal_remove(files), FILE_OK);
	CHECK_INT(journal_read(&journal, files), FILE_OK);
	CHECK_INT(journal.paths.count, 0);
	journal_clear(&journal);
	files_close(files);
}

TEST(journal, what_was_cut_short_does_not_spoil_what_follows)
{
	struct files *files = files_open_memory();
	struct hash hash = hash_bytes(STR("1"));
	struct journal journal;
	struct str whole;

	CHECK_INT(journal_add(files, STR("first.html"), hash), FILE_OK);
	CHECK_INT(files_read(files, STR("journal"), 1000, &t_arena, &whole, NULL),
	          FILE_OK);
	for (size_t len = 0; len < whole.len; len++) {
		CHECK_INT(files_replace(files, STR("journal"), whole), FILE_OK);
		CHECK_INT(files_append(files, STR("journal"), str_slice(whole, 0, len)),
		          FILE_OK);
		CHECK_INT(journal_read(&journal, files), FILE_OK);
		CHECK_INT(journal.paths.count, 1);
		journal_clear(&journal);
		CHECK_INT(journal_add(files, STR("next.html"), hash), FILE_OK);
		CHECK_INT(journal_read(&journal, files), FILE_OK);
		CHECK(journal_has(&journal, STR("first.html"), hash));
		CHECK(journal_has(&journal, STR("next.html"), hash));
		journal_clear(&journal);
	}
	files_close(files);
}
