#include "base/base64.h"

#include "t.h"

static struct str decoded(const char *text)
{
	struct str bytes;

	return base64_decode(&t_arena, str_of(text), &bytes) ? bytes : STR("none");
}

/* The examples of RFC 4648. */
TEST(base64, reads_what_the_standard_writes)
{
	CHECK_STR(decoded(""), STR(""));
	CHECK_STR(decoded("Zg=="), STR("f"));
	CHECK_STR(decoded("Zm8="), STR("fo"));
	CHECK_STR(decoded("Zm9v"), STR("foo"));
	CHECK_STR(decoded("Zm9vYg=="), STR("foob"));
	CHECK_STR(decoded("Zm9vYmE="), STR("fooba"));
	CHECK_STR(decoded("Zm9vYmFy"), STR("foobar"));
	CHECK_STR(decoded("+/+/AAAA"), STR("\xfb\xff\xbf\0\0\0"));
}

TEST(base64, bears_space_and_wants_no_padding)
{
	CHECK_STR(decoded(" Zm9v\r\n Ym Fy "), STR("foobar"));
	CHECK_STR(decoded("Zm9vYg"), STR("foob"));
	CHECK_STR(decoded("Zm9vYmE"), STR("fooba"));
}

TEST(base64, refuses_what_is_none)
{
	CHECK_STR(decoded("Zm9v!"), STR("none"));
	CHECK_STR(decoded("Zm9vY"), STR("none"));
	CHECK_STR(decoded("Zg==Zg=="), STR("none"));
	CHECK_STR(decoded("Zm-_"), STR("none"));
}
