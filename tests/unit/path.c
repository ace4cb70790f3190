#include "base/path.h"

#include "fixture.h"
#include "t.h"

TEST(path, joins_with_one_separator)
{
	CHECK_STR(path_join(&t_arena, STR("a"), STR("b/c")), STR("a/b/c"));
	CHECK_STR(path_join(&t_arena, STR("a/"), STR("b")), STR("a/b"));
	CHECK_STR(path_join(&t_arena, STR("/"), STR("b")), STR("/b"));
	CHECK_STR(path_join(&t_arena, STR("a"), STR("/b")), STR("/b"));
	CHECK_STR(path_join(&t_arena, STR(""), STR("b")), STR("b"));
	CHECK_STR(path_join(&t_arena, STR("a"), STR("")), STR("a"));
}

TEST(path, has_a_folder_a_base_a_stem_and_an_extension)
{
	static const struct {
		const char *path, *dir, *base, *stem, *extension;
	} cases[] = {
		{ "a/b.md", "a", "b.md", "b", ".md" },
		{ "b.tar.gz", "", "b.tar.gz", "b.tar", ".gz" },
		{ "a.b/c", "a.b", "c", "c", "" },
		{ ".hidden", "", ".hidden", ".hidden", "" },
		{ "a/.hidden.md", "a", ".hidden.md", ".hidden", ".md" },
		{ "a/", "a", "", "", "" },
		{ "/a", "", "a", "a", "" },
		{ "", "", "", "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str path = str_of(cases[i].path);

		CHECK_STR(path_dir(path), str_of(cases[i].dir));
		CHECK_STR(path_base(path), str_of(cases[i].base));
		CHECK_STR(path_stem(path), str_of(cases[i].stem));
		CHECK_STR(path_extension(path), str_of(cases[i].extension));
	}
}

/* Keep a list of the parts. */
static bool naive_normalize(struct str path, struct str *out)
{
	struct str parts[64], part;
	size_t count = 0;

	if (str_has_prefix(path, STR("/")))
		return false;
	while (path.len) {
		str_cut(path, '/', &part, &path);
		if (str_eq(part, STR("..")) && count-- == 0)
			return false;
		else if (part.len && !str_eq(part, STR(".")) && !str_eq(part, STR("..")))
			parts[count++] = part;
	}
	*out = (struct str){ 0 };
	for (size_t i = 0; i < count; i++)
		*out = i ? arena_printf(&t_arena, "%.*s/%.*s", STR_ARG(*out),
		                        STR_ARG(parts[i]))
		         : parts[i];
	return true;
}

TEST(path, normalizes_as_a_list_of_parts_would)
{
	uint64_t seed = 6;
	int good = 0;

	for (int i = 0; i < 20000; i++) {
		struct str path = random_text(&seed, STR("a.././b/.."), 12), want, got;
		bool ok = naive_normalize(path, &want);

		CHECK_INT(path_normalize(&t_arena, path, &got), ok);
		if (ok)
			CHECK_STR(got, want);
		good += ok;
	}
	CHECK(good > 2000);
	CHECK(good < 18000);
}

TEST(path, normalizing_refuses_to_leave)
{
	struct str out;

	CHECK(!path_normalize(&t_arena, STR("../a"), &out));
	CHECK(!path_normalize(&t_arena, STR("a/../../a"), &out));
	CHECK(!path_normalize(&t_arena, STR("/a"), &out));
	CHECK(path_normalize(&t_arena, STR("a/.."), &out));
	CHECK_STR(out, STR(""));
	CHECK(path_normalize(&t_arena, STR("a/...//./b."), &out));
	CHECK_STR(out, STR("a/.../b."));
}
