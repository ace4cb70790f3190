#include "base/str.h"

#include "fixture.h"
#include "t.h"

static const struct str none;

TEST(str, slices_are_cut_down_to_the_string)
{
	CHECK_STR(str_slice(STR("abc"), 1, 2), STR("b"));
	CHECK_STR(str_slice(STR("abc"), 0, 99), STR("abc"));
	CHECK_STR(str_slice(STR("abc"), 7, 9), STR(""));
	CHECK_STR(str_slice(STR("abc"), 2, 1), STR(""));
	CHECK_STR(str_from(STR("abc"), 3), STR(""));
	CHECK_STR(str_slice(none, 0, 5), STR(""));
	CHECK_STR(str_of(NULL), STR(""));
}

TEST(str, orders_by_bytes_the_shorter_first)
{
	CHECK(str_cmp(STR("a"), STR("b")) < 0);
	CHECK(str_cmp(STR("a"), STR("ab")) < 0);
	CHECK(str_cmp(STR("z"), STR("\xc3\xa9")) < 0);
	CHECK(str_cmp(STR("a\0b"), STR("a\0a")) > 0);
	CHECK_INT(str_cmp(none, STR("")), 0);
	CHECK(str_eq(none, STR("")));
	CHECK(!str_eq(STR("a"), STR("A")));
	CHECK(str_eq_nocase(STR("a\xc3\x89Z"), STR("A\xc3\x89z")));
	CHECK(!str_eq_nocase(STR("a"), STR("ab")));
}

TEST(str, knows_prefixes_and_suffixes)
{
	struct str s = STR("index.html");

	CHECK(str_has_prefix(s, none));
	CHECK(!str_has_prefix(STR("in"), STR("index")));
	CHECK(str_has_prefix_nocase(s, STR("INDEX")));
	CHECK(!str_has_suffix(s, STR("xindex.html")));
	CHECK(!str_skip_prefix(&s, STR("html")));
	CHECK(str_skip_suffix(&s, STR(".html")));
	CHECK(str_skip_prefix(&s, STR("in")));
	CHECK_STR(s, STR("dex"));
}

TEST(str, finds_the_first_and_the_last)
{
	CHECK_INT(str_find(STR("abcabc"), STR("ca")), 2);
	CHECK_INT(str_find(STR("abc"), STR("abcd")), STR_NONE);
	CHECK_INT(str_find(STR("abc"), none), 0);
	CHECK_INT(str_find(none, STR("a")), STR_NONE);
	CHECK_INT(str_find_char(STR("a/b/c"), '/'), 1);
	CHECK_INT(str_find_last_char(STR("a/b/c"), '/'), 3);
	CHECK_INT(str_find_char(none, '/'), STR_NONE);
	CHECK_INT(str_find_last_char(none, '/'), STR_NONE);
	CHECK(str_contains(STR("a\0b"), STR("\0")));
}

static size_t naive_find(struct str s, struct str needle)
{
	for (size_t at = 0; at + needle.len <= s.len; at++)
		if (str_eq(str_slice(s, at, at + needle.len), needle))
			return at;
	return STR_NONE;
}

TEST(str, finds_what_looking_everywhere_finds)
{
	uint64_t seed = 19;

	for (int i = 0; i < 20000; i++) {
		struct str s = random_text(&seed, STR("ab\xc3\xa9"), 12);
		struct str needle = random_text(&seed, STR("ab\xc3\xa9"), 6);

		CHECK_INT(str_find(s, needle), naive_find(s, needle));
		if (i % 200 == 0)
			arena_clear(&t_arena);
	}
}

TEST(str, cut_splits_at_the_first_separator)
{
	struct str head, tail;

	CHECK(str_cut(STR("a:b:c"), ':', &head, &tail));
	CHECK_STR(head, STR("a"));
	CHECK_STR(tail, STR("b:c"));
	CHECK(!str_cut(STR("abc"), ':', &head, &tail));
	CHECK_STR(head, STR("abc"));
	CHECK_STR(tail, STR(""));
	CHECK(str_cut(STR(":"), ':', &head, &tail));
	CHECK_STR(head, STR(""));
	CHECK_STR(tail, STR(""));
}

TEST(str, trims_ascii_space_at_both_ends)
{
	CHECK_STR(str_trim(STR(" \t\r\n\v\fa b \n")), STR("a b"));
	CHECK_STR(str_trim(STR(" \n ")), STR(""));
	CHECK_STR(str_trim(none), STR(""));
	CHECK_STR(str_trim(STR("\xc2\xa0")), STR("\xc2\xa0"));
	CHECK_STR(str_trim_start(STR(" a ")), STR("a "));
	CHECK_STR(str_trim_end(STR(" a ")), STR(" a"));
}

TEST(str, takes_lines_of_either_ending)
{
	struct str rest = STR("one\r\n\ntwo\rx\nthree"), line;

	CHECK(str_next_line(&rest, &line));
	CHECK_STR(line, STR("one"));
	CHECK(str_next_line(&rest, &line));
	CHECK_STR(line, STR(""));
	CHECK(str_next_line(&rest, &line));
	CHECK_STR(line, STR("two\rx"));
	CHECK(str_next_line(&rest, &line));
	CHECK_STR(line, STR("three"));
	CHECK(!str_next_line(&rest, &line));
}

TEST(str, reads_integers_to_the_limits_and_no_further)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t n;
	} cases[] = {
		{ "0", true, 0 },
		{ "+7", true, 7 },
		{ "-007", true, -7 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "-9223372036854775809", false, 0 },
		{ "99999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-", false, 0 },
		{ "--1", false, 0 },
		{ " 1", false, 0 },
		{ "1x", false, 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t n = 0;

		CHECK_INT(str_to_int(str_of(cases[i].text), &n), cases[i].ok);
		CHECK_INT(n, cases[i].n);
	}
}

/* The recursion of the definition, for short strings. */
static size_t naive_distance(struct str a, struct str b)
{
	size_t best, other;

	if (a.len == 0 || b.len == 0)
		return a.len + b.len;
	best = naive_distance(str_from(a, 1), str_from(b, 1)) + (a.ptr[0] != b.ptr[0]);
	other = naive_distance(str_from(a, 1), b) + 1;
	best = other < best ? other : best;
	other = naive_distance(a, str_from(b, 1)) + 1;
	best = other < best ? other : best;
	if (a.len > 1 && b.len > 1 && a.ptr[0] == b.ptr[1] && a.ptr[1] == b.ptr[0]) {
		other = naive_distance(str_from(a, 2), str_from(b, 2)) + 1;
		best = other < best ? other : best;
	}
	return best;
}

TEST(str, distance_is_that_of_its_definition)
{
	uint64_t seed = 3;

	for (int i = 0; i < 300; i++) {
		struct str a = random_text(&seed, STR("abc"), 6);
		struct str b = random_text(&seed, STR("abc"), 6);
		size_t limit = random_below(&seed, 7), want = naive_distance(a, b);

		CHECK_INT(str_distance(a, b, limit), want > limit ? limit + 1 : want);
	}
	CHECK_INT(str_distance(STR("Title"), STR("tITLE"), 3), 0);
}

TEST(str, nearest_suggests_only_what_is_near)
{
	static const struct str names[] = { STR_INIT("title"), STR_INIT("tagline"),
		                            STR_INIT("url") };
	char large[200];

	for (size_t i = 0; i < sizeof(large); i++)
		large[i] = 'x';
	CHECK_STR(str_nearest(STR("titel"), names, 3), STR("title"));
	CHECK_STR(str_nearest(STR("titles"), names, 3), STR("title"));
	CHECK_STR(str_nearest(STR("Title"), names, 3), STR("title"));
	CHECK_STR(str_nearest(STR("tag-line"), names, 3), STR("tagline"));
	CHECK_STR(str_nearest(STR("ulr"), names, 3), STR("url"));
	CHECK_STR(str_nearest(STR("uri"), names, 3), STR("url"));
	CHECK_STR(str_nearest(STR("params"), names, 3), STR(""));
	CHECK_STR(str_nearest((struct str){ large, sizeof(large) }, names, 3), STR(""));
}

TEST(str, classes_are_ascii_whatever_the_sign_of_char)
{
	for (int i = 0; i < 256; i++) {
		char c = (char)i;
		bool letter = (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z');

		CHECK_INT(is_alpha(c), letter);
		CHECK_INT(is_digit(c), i >= '0' && i <= '9');
		CHECK_INT(is_space(c), i == ' ' || (i >= 9 && i <= 13));
		CHECK_INT(is_punct(c), i > ' ' && i < 127 && !is_alnum(c));
		CHECK(letter || (to_lower(c) == c && to_upper(c) == c));
		CHECK(to_lower(to_upper(c)) == to_lower(c));
	}
}
