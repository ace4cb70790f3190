#include "base/buf.h"

#include "fixture.h"
#include "t.h"

TEST(buf, grows_to_hold_whatever_is_added)
{
	struct buf buf = { 0 };
	size_t want = 0;
	uint64_t seed = 4;

	for (int i = 0; i < 2000; i++) {
		struct str piece = random_text(&seed, STR("ab"), 40);

		buf_add(&buf, piece);
		want += piece.len;
		CHECK(str_has_suffix(buf_str(&buf), piece));
	}
	CHECK_INT(buf.len, want);
	buf_clear(&buf);
	CHECK_INT(buf.cap, 0);
}

TEST(buf, adds_characters_integers_and_formats)
{
	struct buf buf = { 0 };

	buf_puts(&buf, "n=");
	buf_add_int(&buf, 0);
	buf_add_char(&buf, ' ');
	buf_add_int(&buf, INT64_MIN);
	buf_add_chars(&buf, '.', 3);
	buf_add_chars(&buf, '.', 0);
	buf_add_int(&buf, INT64_MAX);
	buf_printf(&buf, "|%5.1f|%s", 2.25, "");
	buf_add(&buf, (struct str){ 0 });
	CHECK_STR(buf_str(&buf),
	          STR("n=0 -9223372036854775808...9223372036854775807|  2.2|"));
	buf_clear(&buf);
}

TEST(buf, is_cut_kept_and_used_again)
{
	struct buf buf = { 0 };
	struct str kept;

	buf_puts(&buf, "hello");
	buf_truncate(&buf, 99);
	CHECK_STR(buf_str(&buf), STR("hello"));
	buf_truncate(&buf, 4);
	kept = buf_keep(&buf, &t_arena);
	buf_reset(&buf);
	buf_puts(&buf, "xxxx");
	CHECK_STR(kept, STR("hell"));
	CHECK_STR(buf_str(&buf), STR("xxxx"));
	buf_clear(&buf);
	CHECK_STR(buf_str(&buf), STR(""));
}
