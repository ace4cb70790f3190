#include "base/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "fixture.h"
#include "t.h"

static struct str repr(double number)
{
	struct buf out = { 0 };
	struct str text;

	value_format_float(&out, number);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(value, floats_print_as_python_prints_them)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = {
		{ 0.0, "0.0" },
		{ -0.0, "-0.0" },
		{ 1.0, "1.0" },
		{ -2.5, "-2.5" },
		{ 0.1, "0.1" },
		{ 0.1 + 0.2, "0.30000000000000004" },
		{ 1e15, "1000000000000000.0" },
		{ 9999999999999998.0, "9999999999999998.0" },
		{ 1e16, "1e+16" },
		{ 1.5e16, "1.5e+16" },
		{ 1e-4, "0.0001" },
		{ 0.00012, "0.00012" },
		{ 1e-5, "1e-05" },
		{ 1.7976931348623157e308, "1.7976931348623157e+308" },
		{ 5e-324, "5e-324" },
		{ 123456.789, "123456.789" },
		{ (double)INFINITY, "inf" },
		{ -(double)INFINITY, "-inf" },
		{ (double)NAN, "nan" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CHECK_STR(repr(cases[i].number), str_of(cases[i].text));
}

TEST(value, floats_read_back_as_what_they_were)
{
	uint64_t seed = 13;

	for (int i = 0; i < 20000; i++) {
		uint64_t bits = (uint64_t)random_below(&seed, 1u << 31) << 33 ^
		                (uint64_t)random_below(&seed, 1u << 31) << 11 ^
		                random_below(&seed, 1u << 31);
		double number, back;

		memcpy(&number, &bits, sizeof(number));
		if (isnan(number) || isinf(number))
			continue;
		back = number_parse(repr(number));
		CHECK(memcmp(&number, &back, sizeof(number)) == 0);
		if (i % 100 == 0)
			arena_clear(&t_arena);
	}
}

static struct value list_of(struct value a, struct value b)
{
	struct value_builder builder = { .arena = &t_arena };

	value_add_item(&builder, a);
	value_add_item(&builder, b);
	return value_built_list(&builder);
}

static struct value dict_of(const char *keys, const char *texts)
{
	struct strs names = words(keys), values = words(texts);
	struct value_builder builder = { .arena = &t_arena };

	for (size_t i = 0; i < names.count; i++)
		value_add(&builder, names.items[i], value_str(values.items[i]));
	return value_built_dict(&builder);
}

TEST(value, is_true_as_in_python)
{
	CHECK(!value_is_true(UNDEFINED));
	CHECK(!value_is_true(VALUE_NULL));
	CHECK(!value_is_true(value_bool(false)));
	CHECK(!value_is_true(value_int(0)));
	CHECK(!value_is_true(value_float(-0.0)));
	CHECK(!value_is_true(value_str(STR(""))));
	CHECK(!value_is_true(value_list(NULL, 0)));
	CHECK(!value_is_true(value_dict(NULL, 0)));
	CHECK(value_is_true(value_bool(true)));
	CHECK(value_is_true(value_int(-1)));
	CHECK(value_is_true(value_float((double)NAN)));
	CHECK(value_is_true(value_str(STR("0"))));
	CHECK(value_is_true(list_of(UNDEFINED, UNDEFINED)));
}

TEST(value, numbers_are_equal_across_types_and_exactly)
{
	CHECK(value_eq(value_int(1), value_float(1.0)));
	CHECK(value_eq(value_bool(true), value_int(1)));
	CHECK(value_eq(value_float(0.0), value_bool(false)));
	CHECK(!value_eq(value_int(1), value_float(1.5)));
	CHECK(!value_eq(value_int(9007199254740993), value_float(9007199254740992.0)));
	CHECK(value_eq(value_int(INT64_MIN), value_float(-9223372036854775808.0)));
	CHECK(!value_eq(value_int(INT64_MAX), value_float(9223372036854775808.0)));
	CHECK(!value_eq(value_float((double)NAN), value_float((double)NAN)));
	CHECK(!value_eq(value_int(0), value_float((double)NAN)));
	CHECK(!value_eq(value_int(1), value_str(STR("1"))));
}

TEST(value, lists_and_dicts_are_equal_by_content)
{
	struct value list = list_of(value_int(1), value_str(STR("a")));
	struct value tuple = list;

	tuple.tuple = true;
	CHECK(value_eq(list, list_of(value_float(1), value_safe(STR("a")))));
	CHECK(!value_eq(list, list_of(value_int(1), value_str(STR("b")))));
	CHECK(!value_eq(list, value_list(list.items, 1)));
	CHECK(!value_eq(list, tuple));
	CHECK(value_eq(dict_of("a|b", "1|2"), dict_of("b|a", "2|1")));
	CHECK(!value_eq(dict_of("a|b", "1|2"), dict_of("a|c", "1|2")));
	CHECK(!value_eq(dict_of("a", "1"), dict_of("a|b", "1|2")));
	CHECK(value_eq(VALUE_NULL, VALUE_NULL));
	CHECK(!value_eq(VALUE_NULL, UNDEFINED));
}

TEST(value, a_dict_finds_its_keys_in_their_order)
{
	struct value dict = dict_of("z|a|m", "1|2|3");

	CHECK_STR(value_text(value_get(dict, STR("a"))), STR("2"));
	CHECK_INT(value_get(dict, STR("x")).type, VALUE_UNDEFINED);
	CHECK_INT(value_get(value_int(1), STR("x")).type, VALUE_UNDEFINED);
	CHECK(value_entry(dict, STR("z")) == dict.entries);
	CHECK_STR(dict.entries[2].key, STR("m"));
	CHECK_STR(value_text(value_int(3)), STR(""));
	CHECK_INT(value_str_or_undefined(STR("")).type, VALUE_UNDEFINED);
	CHECK(value_str((struct str){ 0 }).text != NULL);
}

TEST(value, a_builder_grows_without_losing_anything)
{
	struct value_builder builder = { .arena = &t_arena };
	struct value list;

	CHECK_INT(value_built_list(&builder).len, 0);
	for (int i = 0; i < 1000; i++)
		value_add_item(&builder, value_int(i));
	list = value_built_list(&builder);
	CHECK_INT(list.len, 1000);
	for (int i = 0; i < 1000; i++)
		CHECK_INT(list.items[i].integer, i);
}

TEST(value, a_copy_shares_nothing)
{
	struct arena first = { 0 }, second = { 0 };
	struct value_builder builder = { .arena = &first };
	struct value original, copy;

	value_add_entry(&builder,
	                (struct value_entry){ arena_str(&first, STR("key")),
	                                      value_safe(arena_str(&first, STR("<b>"))),
	                                      7, 12 });
	value_add(&builder, arena_str(&first, STR("list")),
	          list_of(value_int(1), VALUE_NULL));
	original = value_built_dict(&builder);
	copy = value_copy(&second, original);
	CHECK(value_eq(copy, original));
	arena_clear(&first);
	CHECK_STR(copy.entries[0].key, STR("key"));
	CHECK_STR(value_text(copy.entries[0].value), STR("<b>"));
	CHECK(copy.entries[0].value.safe);
	CHECK_INT(copy.entries[0].key_at, 7);
	CHECK_INT(copy.entries[0].value_at, 12);
	CHECK_INT(value_get(copy, STR("list")).items[0].integer, 1);
	arena_clear(&second);
}

TEST(value, types_have_names_for_messages)
{
	static const struct object_class class = { .name = "article" };
	static const struct object object = { &class };

	CHECK_STR(str_of(value_type_name(UNDEFINED)), STR("undefined"));
	CHECK_STR(str_of(value_type_name(value_int(1))), STR("integer"));
	CHECK_STR(str_of(value_type_name(value_dict(NULL, 0))), STR("dict"));
	CHECK_STR(str_of(value_type_name(value_object(&object))), STR("article"));
	CHECK(value_is_true(value_object(&object)));
	CHECK(value_eq(value_object(&object), value_object(&object)));
}
