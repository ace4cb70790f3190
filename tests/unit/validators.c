#include "serve/validators.h"

#include "t.h"

TEST(validators, a_tag_is_found_in_a_list)
{
	struct str etag = STR("\"ab-1\"");

	CHECK(etag_in(STR("\"ab-1\""), etag));
	CHECK(etag_in(STR("\"x\", \"ab-1\" ,\"y\""), etag));
	CHECK(etag_in(STR("W/\"ab-1\""), etag));
	CHECK(etag_in(STR(" * "), etag));
	CHECK(!etag_in(STR(""), etag));
	CHECK(!etag_in(STR("ab-1"), etag));
	CHECK(!etag_in(STR("\"ab-12\""), etag));
	CHECK(!etag_in(STR("\"x\",*"), etag));
}

TEST(validators, dates_are_read_as_they_are_written)
{
	int64_t seconds = 0;

	CHECK_STR(http_date(&t_arena, 784111777), STR("Sun, 06 Nov 1994 08:49:37 GMT"));
	CHECK(http_date_read(&t_arena, STR("Sun, 06 Nov 1994 08:49:37 GMT"), &seconds));
	CHECK_INT(seconds, 784111777);
	for (int64_t at = 0; at < 2000000000; at += 86400 * 29 + 12345) {
		CHECK(http_date_read(&t_arena, http_date(&t_arena, at), &seconds));
		CHECK_INT(seconds, at);
	}
}

TEST(validators, other_dates_are_none)
{
	static const char *const dates[] = {
		"",
		"yesterday",
		"Sunday, 06-Nov-94 08:49:37 GMT",
		"Sun Nov  6 08:49:37 1994",
		"Sun, 06 Nov 1994 08:49:37 CET",
		"Sun, 06 ovD 1994 08:49:37 GMT",
		"Sun, 31 Feb 1994 08:49:37 GMT",
		"Sun, 06 Nov 1994 25:49:37 GMT",
	};
	int64_t seconds;

	for (size_t i = 0; i < ARRAY_LEN(dates); i++)
		CHECK(!http_date_read(&t_arena, str_of(dates[i]), &seconds));
}
