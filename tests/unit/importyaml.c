#include "content/yaml.h"
#include "import/markdownfile.h"
#include "t.h"

static struct str yaml(struct str s)
{
	struct buf out = { 0 };

	yaml_write_str(&out, s);
	s = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return s;
}

TEST(importyaml, quotes_only_what_must_be)
{
	CHECK_STR(yaml(STR("Assad's fall, explained")), STR("Assad's fall, explained"));
	CHECK_STR(yaml(STR("Quiz: who won?")), STR("\"Quiz: who won?\""));
	CHECK_STR(yaml(STR("'Everything' is wrong")), STR("\"'Everything' is wrong\""));
	CHECK_STR(yaml(STR("\"common ground\" found")), STR("'\"common ground\" found'"));
	CHECK_STR(yaml(STR("1984")), STR("\"1984\""));
	CHECK_STR(yaml(STR("2014-05-12")), STR("2014-05-12"));
	CHECK_STR(yaml(STR("No")), STR("\"No\""));
	CHECK_STR(yaml(STR("")), STR("\"\""));
	CHECK_STR(yaml(STR("a #1 hit")), STR("\"a #1 hit\""));
	CHECK_STR(yaml(STR("tab\there")), STR("\"tab\\there\""));
	CHECK_STR(yaml(STR("Müller")), STR("Müller"));
	CHECK_STR(yaml(STR("- dash")), STR("\"- dash\""));
}

/* Strings that are hard on YAML, each of which must come back as it was. */
static const struct str hard[] = {
	STR_INIT(""),
	STR_INIT(" "),
	STR_INIT("a "),
	STR_INIT("a: b"),
	STR_INIT("a:"),
	STR_INIT("- a"),
	STR_INIT("? a"),
	STR_INIT("[a]"),
	STR_INIT("{a}"),
	STR_INIT("a, b"),
	STR_INIT("#a"),
	STR_INIT("a #b"),
	STR_INIT("&a"),
	STR_INIT("*a"),
	STR_INIT("!a"),
	STR_INIT("|"),
	STR_INIT(">"),
	STR_INIT("'a'"),
	STR_INIT("\"a\""),
	STR_INIT("a'b\"c"),
	STR_INIT("%a"),
	STR_INIT("@a"),
	STR_INIT("`a`"),
	STR_INIT("null"),
	STR_INIT("~"),
	STR_INIT("True"),
	STR_INIT("1e5"),
	STR_INIT("0x1f"),
	STR_INIT("0o17"),
	STR_INIT(".5"),
	STR_INIT("-1"),
	STR_INIT("+1"),
	STR_INIT(".inf"),
	STR_INIT("12:30"),
	STR_INIT("1_000"),
	STR_INIT("a\\b"),
	STR_INIT("a\nb"),
	STR_INIT("a\tb"),
	STR_INIT("\xc2\xa0nbsp"),
	STR_INIT("\xe2\x80\xa8line"),
	STR_INIT("\xef\xbb\xbf"
	         "bom"),
	STR_INIT("\x01\x7f"),
	STR_INIT("\xc2\x85next"),
	STR_INIT("\xf0\x9f\x98\x80"),
	STR_INIT("---"),
	STR_INIT("..."),
	STR_INIT("="),
	STR_INIT("<<"),
	STR_INIT("2014-02-10"),
	STR_INIT("\xef\xbf\xbd"),
};

/* A dict with the string wherever one may stand. */
static struct value dict_of(struct str s)
{
	struct value_builder dict = { .arena = &t_arena }, inner = { .arena = &t_arena },
			     list = { .arena = &t_arena }, tags = { .arena = &t_arena };

	value_add_item(&tags, value_str(s));
	value_add(&inner, s, value_str(s));
	value_add(&inner, STR("tags"), value_built_list(&tags));
	value_add_item(&list, value_built_dict(&inner));
	value_add_item(&list, value_str(s));
	value_add(&dict, STR("first"), value_str(s));
	value_add(&dict, STR("list"), value_built_list(&list));
	value_add(&dict, s, value_built_dict(&inner));
	value_add(&dict, STR("last"), value_int(3));
	return value_built_dict(&dict);
}

static void check_reads_back(struct str s)
{
	struct value want = dict_of(s), got = { 0 };
	struct source source = { STR("a.md"), { 0 } };
	struct diags diags = { 0 };
	struct buf out = { 0 };

	yaml_write_dict(&out, want);
	source.text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	CHECK(yaml_parse(&source, 0, source.text.len, &t_arena, &got, &diags));
	if (!CHECK(value_eq(got, want)))
		CHECK_STR(source.text, s);
	CHECK_STR(t_messages(&diags), STR(""));
}

TEST(importyaml, reads_back_what_was_written)
{
	for (size_t i = 0; i < ARRAY_LEN(hard); i++)
		check_reads_back(hard[i]);
}

/* YAML ends a key that stands before its colon after 1,024 characters. */
TEST(importyaml, keys_may_be_of_any_length)
{
	static const struct str parts[] = { STR_INIT("k"), STR_INIT("\xef\xbf\xbd"),
		                            STR_INIT("\xe6\x9d\xb1"), STR_INIT("'") };

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		struct buf key = { 0 };

		for (size_t n = 1; n <= 1030; n++) {
			buf_add(&key, parts[i]);
			if (n % 170 == 0 || n >= 1000)
				check_reads_back(buf_str(&key));
		}
		buf_clear(&key);
	}
}
