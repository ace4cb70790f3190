/*
 * The errors of templates, word for word.
 */
#include "template/template.h"

#include "t.h"

static struct value global(void *context, struct str name)
{
	static const struct value_entry article[] = {
		{ .key = STR_INIT("title"),
		  .value = { .type = VALUE_STR, .len = 1, .text = "T" } },
		{ .key = STR_INIT("date"),
		  .value = { .type = VALUE_STR, .len = 10, .text = "2014-02-10" } },
	};

	(void)context;
	if (str_eq(name, STR("article")))
		return value_dict(article, ARRAY_LEN(article));
	return str_eq(name, STR("n")) ? value_int(5) : UNDEFINED;
}

static const struct str global_names[] = { STR_INIT("article"), STR_INIT("n") };

/* The messages of "main", with "other" beside it unless that is NULL. */
static struct str errors_of(const char *main_text, const char *other_text)
{
	struct source main_source = { STR("main"), str_of(main_text) };
	struct source other = { STR("other"), str_of(other_text ? other_text : "") };
	struct template_host host = { .global = global,
		                      .global_names = global_names,
		                      .global_count = ARRAY_LEN(global_names) };
	struct template_set *set = template_set_new(NULL);
	struct diags diags = { 0 };
	struct buf out = { 0 };
	struct str messages;
	bool ok = true;

	if (other_text)
		ok = template_set_add(set, STR("other"), &other, &diags);
	ok &= template_set_add(set, STR("main"), &main_source, &diags);
	if (ok)
		ok = template_render(set, template_find(set, STR("main")), &host,
		                     &t_arena, &out, &diags);
	CHECK(!ok);
	messages = t_messages(&diags);
	buf_clear(&out);
	diags_clear(&diags);
	template_set_free(set);
	return messages;
}

TEST(template_errors, names_what_is_undefined)
{
	CHECK_STR(errors_of("{{ article.foo.bar }}", NULL),
	          STR("main:1:4: error: 'article.foo' is undefined\n"
	              "  {{ article.foo.bar }}\n"
	              "     ^~~~~~~~~~~\n"));
}

TEST(template_errors, suggests_an_attribute)
{
	CHECK_STR(errors_of("{{ article.titel.x }}", NULL),
	          STR("main:1:4: error: 'article.titel' is undefined\n"
	              "  {{ article.titel.x }}\n"
	              "     ^~~~~~~~~~~~~\n"
	              "  hint: did you mean 'title'?\n"));
}

TEST(template_errors, suggests_a_variable)
{
	CHECK_STR(errors_of("{{ artcle.title }}", NULL),
	          STR("main:1:4: error: 'artcle' is undefined\n"
	              "  {{ artcle.title }}\n"
	              "     ^~~~~~\n"
	              "  hint: did you mean 'article'?\n"));
}

TEST(template_errors, suggests_a_local_variable)
{
	CHECK_STR(errors_of("{% for entry in [1] %}{{ enty.x }}{% endfor %}", NULL),
	          STR("main:1:26: error: 'enty' is undefined\n"
	              "  {% for entry in [1] %}{{ enty.x }}{% endfor %}\n"
	              "                           ^~~~\n"
	              "  hint: did you mean 'entry'?\n"));
}

TEST(template_errors, suggests_a_filter)
{
	CHECK_STR(errors_of("<time>{{ article.date | dat(\"%e %B %Y\") }}</time>", NULL),
	          STR("main:1:25: error: unknown filter 'dat'\n"
	              "  <time>{{ article.date | dat(\"%e %B %Y\") }}</time>\n"
	              "                          ^~~\n"
	              "  hint: did you mean 'date'?\n"));
}

TEST(template_errors, suggests_a_test)
{
	CHECK_STR(errors_of("{% if x is defind %}{% endif %}", NULL),
	          STR("main:1:12: error: unknown test 'defind'\n"
	              "  {% if x is defind %}{% endif %}\n"
	              "             ^~~~~~\n"
	              "  hint: did you mean 'defined'?\n"));
}

TEST(template_errors, suggests_a_tag)
{
	CHECK_STR(errors_of("{% fro x in y %}", NULL),
	          STR("main:1:4: error: unknown tag 'fro'\n"
	              "  {% fro x in y %}\n"
	              "     ^~~\n"
	              "  hint: did you mean 'for'?\n"));
}

TEST(template_errors, suggests_an_argument)
{
	CHECK_STR(errors_of("{{ 'x'|truncate(lenght=5) }}", NULL),
	          STR("main:1:17: error: filter 'truncate' has no argument 'lenght'\n"
	              "  {{ 'x'|truncate(lenght=5) }}\n"
	              "                  ^~~~~~\n"
	              "  hint: did you mean 'length'?\n"));
}

TEST(template_errors, suggests_a_template)
{
	CHECK_STR(errors_of("{% include 'othr' %}", "x"),
	          STR("main:1:12: error: there is no template 'othr'\n"
	              "  {% include 'othr' %}\n"
	              "             ^~~~~~\n"
	              "  hint: did you mean 'other'?\n"));
}

TEST(template_errors, suggests_what_to_import)
{
	CHECK_STR(errors_of("{% from 'other' import crad %}",
	                    "{% macro card() %}{% endmacro %}"),
	          STR("main:1:24: error: template 'other' has no 'crad' to import\n"
	              "  {% from 'other' import crad %}\n"
	              "                         ^~~~\n"
	              "  hint: did you mean 'card'?\n"));
}

TEST(template_errors, suggests_a_macros_argument)
{
	CHECK_STR(errors_of("{% macro m(title) %}{% endmacro %}{{ m(titel=1) }}", NULL),
	          STR("main:1:38: error: macro 'm' has no argument 'titel'\n"
	              "  {% macro m(title) %}{% endmacro %}{{ m(titel=1) }}\n"
	              "                                       ^\n"
	              "  hint: did you mean 'title'?\n"));
}

TEST(template_errors, says_that_lists_cannot_be_changed)
{
	CHECK_STR(
		errors_of("{% set xs = [1] %}{% do xs.append(2) %}", NULL),
		STR("main:1:25: error: 'xs.append' is undefined\n"
	            "  {% set xs = [1] %}{% do xs.append(2) %}\n"
	            "                          ^~~~~~~~~\n"
	            "  hint: lists cannot be changed; make a new one: list + [item]\n"));
}

TEST(template_errors, says_that_dicts_cannot_be_changed)
{
	CHECK_STR(
		errors_of("{% set d = {'a': 1} %}{{ d.update({'b': 2}) }}", NULL),
		STR("main:1:26: error: 'd.update' is undefined\n"
	            "  {% set d = {'a': 1} %}{{ d.update({'b': 2}) }}\n"
	            "                           ^~~~~~~~\n"
	            "  hint: dicts cannot be changed; make a new one: dict(old, key=value)\n"));
}

TEST(template_errors, says_why_random_is_missing)
{
	CHECK_STR(
		errors_of("{{ [1, 2]|random }}", NULL),
		STR("main:1:11: error: unknown filter 'random'\n"
	            "  {{ [1, 2]|random }}\n"
	            "            ^~~~~~\n"
	            "  hint: a site is the same for every build; pick by 'first' or a slice\n"));
}

TEST(template_errors, says_what_joins_text)
{
	CHECK_STR(errors_of("{{ 'a' + 1 }}", NULL),
	          STR("main:1:8: error: '+' does not work on string and integer\n"
	              "  {{ 'a' + 1 }}\n"
	              "         ^\n"
	              "  hint: '~' joins values of any kind as text\n"));
}

TEST(template_errors, shows_the_chain_of_includes)
{
	CHECK_STR(errors_of("a\n{% include 'other' %}",
	                    "{% macro m(x) %}{{ x.y.z }}{% endmacro %}\n{{ m({}) }}"),
	          STR("other:1:20: error: 'x.y' is undefined\n"
	              "  {% macro m(x) %}{{ x.y.z }}{% endmacro %}\n"
	              "                     ^~~\n"
	              "  called from other:2:4\n"
	              "  included from main:2:12\n"));
}

TEST(template_errors, shows_the_chain_of_parents)
{
	CHECK_STR(errors_of("{% extends 'other' %}\n{% block a %}{{ x.y }}{% endblock %}",
	                    "<main>{% block a %}{% endblock %}</main>"),
	          STR("main:2:17: error: 'x' is undefined\n"
	              "  {% block a %}{{ x.y }}{% endblock %}\n"
	              "                  ^\n"
	              "  block placed at other:1:16\n"
	              "  extended from main:1:12\n"));
}

TEST(template_errors, shows_the_chain_of_calls)
{
	CHECK_STR(
		errors_of(
			"{% macro m() %}{{ caller() }}{% endmacro %}\n{% call m() %}{{ x.y }}{% endcall %}",
			NULL),
		STR("main:2:18: error: 'x' is undefined\n"
	            "  {% call m() %}{{ x.y }}{% endcall %}\n"
	            "                   ^\n"
	            "  called from main:1:19\n"
	            "  called from main:2:9\n"));
}

TEST(template_errors, shows_where_an_import_fails)
{
	CHECK_STR(errors_of("{% import 'other' as o %}", "{{ 1 / 0 }}"),
	          STR("other:1:6: error: division by zero\n"
	              "  {{ 1 / 0 }}\n"
	              "       ^\n"
	              "  imported from main:1:11\n"));
}

TEST(template_errors, finds_an_if_that_is_not_closed)
{
	CHECK_STR(errors_of("a\n{% if x %}\nb", NULL),
	          STR("main:2:4: error: 'if' is never closed by 'endif'\n"
	              "  {% if x %}\n"
	              "     ^~\n"));
}

TEST(template_errors, finds_a_for_that_is_not_closed_inside_an_if)
{
	CHECK_STR(errors_of("{% if x %}{% for a in b %}{% endif %}", NULL),
	          STR("main:1:14: error: 'for' is never closed by 'endfor'\n"
	              "  {% if x %}{% for a in b %}{% endif %}\n"
	              "               ^~~\n"
	              "  still open at main:1:30\n"));
}

TEST(template_errors, finds_an_end_without_a_beginning)
{
	CHECK_STR(errors_of("{% endfor %}", NULL),
	          STR("main:1:4: error: unexpected 'endfor'\n"
	              "  {% endfor %}\n"
	              "     ^~~~~~\n"));
}

TEST(template_errors, says_what_would_close_what_is_open)
{
	CHECK_STR(errors_of("{% block a %}\n{% endfor %}{% endblock %}", NULL),
	          STR("main:2:4: error: unexpected 'endfor'\n"
	              "  {% endfor %}{% endblock %}\n"
	              "     ^~~~~~\n"
	              "  hint: 'block' in line 1 is closed by 'endblock'\n"));
}

TEST(template_errors, finds_a_print_that_is_not_closed)
{
	CHECK_STR(errors_of("a {{ b\nc", NULL),
	          STR("main:1:3: error: this '{{' is never closed by '}}'\n"
	              "  a {{ b\n"
	              "    ^~\n"));
}

TEST(template_errors, finds_a_tag_that_is_not_closed)
{
	CHECK_STR(errors_of("a {% if b", NULL),
	          STR("main:1:3: error: this '{%' is never closed by '%}'\n"
	              "  a {% if b\n"
	              "    ^~\n"));
}

TEST(template_errors, finds_a_comment_that_is_not_closed)
{
	CHECK_STR(errors_of("a {# b", NULL),
	          STR("main:1:3: error: this comment is never closed by '#}'\n"
	              "  a {# b\n"
	              "    ^~\n"));
}

TEST(template_errors, finds_a_raw_that_is_not_closed)
{
	CHECK_STR(errors_of("{% raw %} a", NULL),
	          STR("main:1:1: error: this 'raw' is never closed by 'endraw'\n"
	              "  {% raw %} a\n"
	              "  ^~~~~~~~~\n"));
}

TEST(template_errors, finds_a_string_that_is_not_closed)
{
	CHECK_STR(errors_of("{{ \"abc }}\n", NULL),
	          STR("main:1:4: error: this string is never closed\n"
	              "  {{ \"abc }}\n"
	              "     ^~~~~\n"));
}

TEST(template_errors, finds_an_odd_character)
{
	CHECK_STR(errors_of("{{ a ? b }}", NULL),
	          STR("main:1:6: error: unexpected character '?'\n"
	              "  {{ a ? b }}\n"
	              "       ^\n"));
}

TEST(template_errors, finds_an_odd_character_of_several_bytes)
{
	CHECK_STR(errors_of("{{ a – b }}", NULL),
	          STR("main:1:6: error: unexpected character '–'\n"
	              "  {{ a – b }}\n"
	              "       ^\n"));
}

TEST(template_errors, finds_what_is_missing_in_an_expression)
{
	CHECK_STR(errors_of("{{ 1 + }}", NULL),
	          STR("main:1:8: error: expected an expression, not '}}'\n"
	              "  {{ 1 + }}\n"
	              "         ^~\n"));
}

TEST(template_errors, finds_what_is_too_much)
{
	CHECK_STR(errors_of("{{ a b }}", NULL),
	          STR("main:1:6: error: expected '}}', not 'b'\n"
	              "  {{ a b }}\n"
	              "       ^\n"));
}

TEST(template_errors, finds_a_missing_bracket)
{
	CHECK_STR(errors_of("{{ [1, 2 }}", NULL),
	          STR("main:1:10: error: expected ',' or ']', not '}}'\n"
	              "  {{ [1, 2 }}\n"
	              "           ^~\n"));
}

TEST(template_errors, finds_a_missing_in)
{
	CHECK_STR(errors_of("{% for x of xs %}{% endfor %}", NULL),
	          STR("main:1:10: error: expected 'in', not 'of'\n"
	              "  {% for x of xs %}{% endfor %}\n"
	              "           ^~\n"));
}

TEST(template_errors, finds_two_blocks_of_one_name)
{
	CHECK_STR(
		errors_of("{% block a %}{% endblock %}{% block a %}{% endblock %}", NULL),
		STR("main:1:37: error: block 'a' is defined twice\n"
	            "  {% block a %}{% endblock %}{% block a %}{% endblock %}\n"
	            "                                      ^\n"));
}

TEST(template_errors, finds_the_wrong_end_of_a_block)
{
	CHECK_STR(errors_of("{% block a %}{% endblock b %}", NULL),
	          STR("main:1:26: error: 'b' ends the block 'a'\n"
	              "  {% block a %}{% endblock b %}\n"
	              "                           ^\n"));
}

TEST(template_errors, finds_a_required_block_with_content)
{
	CHECK_STR(errors_of("{% block a required %}x{% endblock %}", NULL),
	          STR("main:1:10: error: required block 'a' must be empty\n"
	              "  {% block a required %}x{% endblock %}\n"
	              "           ^\n"));
}

TEST(template_errors, finds_a_required_block_that_nobody_fills)
{
	CHECK_STR(errors_of("{% extends 'other' %}",
	                    "{% block a required %}{% endblock %}"),
	          STR("other:1:10: error: required block 'a' is not filled in\n"
	              "  {% block a required %}{% endblock %}\n"
	              "           ^\n"
	              "  extended from main:1:12\n"));
}

TEST(template_errors, finds_extends_inside_a_block)
{
	CHECK_STR(errors_of("{% block a %}{% extends 'other' %}{% endblock %}", NULL),
	          STR("main:1:17: error: 'extends' must stand outside of other tags\n"
	              "  {% block a %}{% extends 'other' %}{% endblock %}\n"
	              "                  ^~~~~~~\n"));
}

TEST(template_errors, finds_extends_twice)
{
	CHECK_STR(errors_of("{% extends 'other' %}{% extends 'other' %}", NULL),
	          STR("main:1:25: error: 'extends' stands twice\n"
	              "  {% extends 'other' %}{% extends 'other' %}\n"
	              "                          ^~~~~~~\n"));
}

TEST(template_errors, finds_break_outside_of_a_loop)
{
	CHECK_STR(errors_of("{% break %}", NULL),
	          STR("main:1:4: error: 'break' stands outside of a loop\n"
	              "  {% break %}\n"
	              "     ^~~~~\n"));
}

TEST(template_errors, finds_too_many_arguments_of_a_filter)
{
	CHECK_STR(errors_of("{{ 'a'|upper(1) }}", NULL),
	          STR("main:1:14: error: filter 'upper' takes no arguments\n"
	              "  {{ 'a'|upper(1) }}\n"
	              "               ^\n"));
}

TEST(template_errors, finds_a_missing_argument_of_a_filter)
{
	CHECK_STR(errors_of("{{ 'a'|replace('b') }}", NULL),
	          STR("main:1:8: error: filter 'replace' needs its argument 'new'\n"
	              "  {{ 'a'|replace('b') }}\n"
	              "         ^~~~~~~\n"));
}

TEST(template_errors, finds_an_argument_given_twice)
{
	CHECK_STR(errors_of("{{ 'a'|truncate(5, length=6) }}", NULL),
	          STR("main:1:20: error: argument 'length' is given twice\n"
	              "  {{ 'a'|truncate(5, length=6) }}\n"
	              "                     ^~~~~~\n"));
}

TEST(template_errors, finds_too_many_arguments_of_a_macro)
{
	CHECK_STR(errors_of("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", NULL),
	          STR("main:1:34: error: macro 'm' takes no more than 1 argument\n"
	              "  {% macro m(a) %}{% endmacro %}{{ m(1, 2) }}\n"
	              "                                   ^\n"));
}

TEST(template_errors, finds_a_macro_that_takes_no_body)
{
	CHECK_STR(errors_of("{% macro m() %}{% endmacro %}{% call m() %}x{% endcall %}",
	                    NULL),
	          STR("main:1:38: error: macro 'm' does not use 'caller'\n"
	              "  {% macro m() %}{% endmacro %}{% call m() %}x{% endcall %}\n"
	              "                                       ^\n"));
}

TEST(template_errors, reports_every_syntax_error)
{
	CHECK_STR(errors_of("{{ a b }}\n{% iff %}\n{{ 1|nope }}\n{{ c d }}", NULL),
	          STR("main:1:6: error: expected '}}', not 'b'\n"
	              "  {{ a b }}\n"
	              "       ^\n"
	              "main:2:4: error: unknown tag 'iff'\n"
	              "  {% iff %}\n"
	              "     ^~~\n"
	              "  hint: did you mean 'if'?\n"
	              "main:4:6: error: expected '}}', not 'd'\n"
	              "  {{ c d }}\n"
	              "       ^\n"));
}

TEST(template_errors, reports_every_unknown_filter)
{
	CHECK_STR(errors_of("{{ 1|nope }}\n{{ 2|nada }}", NULL),
	          STR("main:1:6: error: unknown filter 'nope'\n"
	              "  {{ 1|nope }}\n"
	              "       ^~~~\n"
	              "main:2:6: error: unknown filter 'nada'\n"
	              "  {{ 2|nada }}\n"
	              "       ^~~~\n"));
}

TEST(template_errors, does_not_add_strings_and_numbers)
{
	CHECK_STR(errors_of("{{ 1 + 'a' }}", NULL),
	          STR("main:1:6: error: '+' does not work on integer and string\n"
	              "  {{ 1 + 'a' }}\n"
	              "       ^\n"
	              "  hint: '~' joins values of any kind as text\n"));
}

TEST(template_errors, does_not_compare_strings_and_numbers)
{
	CHECK_STR(errors_of("{{ 1 < 'a' }}", NULL),
	          STR("main:1:6: error: cannot compare integer with string\n"
	              "  {{ 1 < 'a' }}\n"
	              "       ^\n"));
}

TEST(template_errors, does_not_divide_by_zero)
{
	CHECK_STR(errors_of("{{ 10 // (5 - 5) }}", NULL),
	          STR("main:1:7: error: division by zero\n"
	              "  {{ 10 // (5 - 5) }}\n"
	              "        ^~\n"));
}

TEST(template_errors, does_not_overflow)
{
	CHECK_STR(errors_of("{{ 9223372036854775807 + n }}", NULL),
	          STR("main:1:24: error: number is too large\n"
	              "  {{ 9223372036854775807 + n }}\n"
	              "                         ^\n"));
}

TEST(template_errors, does_not_loop_over_a_number)
{
	CHECK_STR(errors_of("{% for x in n %}{% endfor %}", NULL),
	          STR("main:1:13: error: cannot loop over integer\n"
	              "  {% for x in n %}{% endfor %}\n"
	              "              ^\n"));
}

TEST(template_errors, does_not_unpack_the_wrong_number)
{
	CHECK_STR(errors_of("{% for a, b in [[1, 2, 3]] %}{% endfor %}", NULL),
	          STR("main:1:8: error: cannot unpack 3 values into 2 names\n"
	              "  {% for a, b in [[1, 2, 3]] %}{% endfor %}\n"
	              "         ^\n"));
}

TEST(template_errors, does_not_call_a_string)
{
	CHECK_STR(errors_of("{{ article.title() }}", NULL),
	          STR("main:1:4: error: string cannot be called\n"
	              "  {{ article.title() }}\n"
	              "     ^~~~~~~~~~~~~\n"));
}

TEST(template_errors, does_not_set_an_attribute_of_a_dict)
{
	CHECK_STR(errors_of("{% set article.title = 1 %}", NULL),
	          STR("main:1:16: error: cannot set an attribute of dict\n"
	              "  {% set article.title = 1 %}\n"
	              "                 ^~~~~\n"
	              "  hint: only what namespace() makes can be changed\n"));
}

TEST(template_errors, does_not_find_a_template)
{
	CHECK_STR(errors_of("{% extends 'base.html' %}", NULL),
	          STR("main:1:12: error: there is no template 'base.html'\n"
	              "  {% extends 'base.html' %}\n"
	              "             ^~~~~~~~~~~\n"));
}

TEST(template_errors, does_not_find_any_template)
{
	CHECK_STR(errors_of("{% include ['a', 'b'] %}", NULL),
	          STR("main:1:12: error: there is none of these 2 templates\n"
	              "  {% include ['a', 'b'] %}\n"
	              "             ^\n"));
}

TEST(template_errors, does_not_write_a_macro_as_json)
{
	CHECK_STR(errors_of("{% macro m() %}{% endmacro %}{{ m|tojson }}", NULL),
	          STR("main:1:35: error: 'tojson' cannot write macro\n"
	              "  {% macro m() %}{% endmacro %}{{ m|tojson }}\n"
	              "                                    ^~~~~~\n"));
}

TEST(template_errors, does_not_round_a_string)
{
	CHECK_STR(errors_of("{{ article.title|round }}", NULL),
	          STR("main:1:18: error: 'round' needs a number, not string\n"
	              "  {{ article.title|round }}\n"
	              "                   ^~~~~\n"));
}

TEST(template_errors, does_not_filter_what_is_undefined)
{
	CHECK_STR(errors_of("{{ article.nothing|round }}", NULL),
	          STR("main:1:4: error: 'article.nothing' is undefined\n"
	              "  {{ article.nothing|round }}\n"
	              "     ^~~~~~~~~~~~~~~\n"));
}

TEST(template_errors, wants_an_integer_for_a_width)
{
	CHECK_STR(
		errors_of("{{ 'a'|center('x') }}", NULL),
		STR("main:1:8: error: argument 'width' of 'center' must be an integer, not string\n"
	            "  {{ 'a'|center('x') }}\n"
	            "         ^~~~~~\n"));
}

TEST(template_errors, wants_a_date)
{
	CHECK_STR(errors_of("{{ 'yesterday'|date('%Y') }}", NULL),
	          STR("main:1:16: error: 'yesterday' is not a date\n"
	              "  {{ 'yesterday'|date('%Y') }}\n"
	              "                 ^~~~\n"));
}

TEST(template_errors, wants_a_conversion_that_there_is)
{
	CHECK_STR(
		errors_of("{{ '2014-02-10'|date('%Q') }}", NULL),
		STR("main:1:17: error: date has no conversion '%Q'\n"
	            "  {{ '2014-02-10'|date('%Q') }}\n"
	            "                  ^~~~\n"
	            "  hint: day %d or %-d, month %m or %B, year %Y; a percent sign is %%\n"));
}

TEST(template_errors, wants_enough_values_for_a_format)
{
	CHECK_STR(errors_of("{{ '%s %s' % ('a',) }}", NULL),
	          STR("main:1:12: error: not enough values for the format\n"
	              "  {{ '%s %s' % ('a',) }}\n"
	              "             ^\n"));
}

TEST(template_errors, has_no_parent_block)
{
	CHECK_STR(errors_of("{% block a %}{{ super() }}{% endblock %}", NULL),
	          STR("main:1:17: error: 'super' is undefined\n"
	              "  {% block a %}{{ super() }}{% endblock %}\n"
	              "                  ^~~~~\n"
	              "  block placed at main:1:10\n"
	              "  hint: no parent has a block of this name\n"));
}

TEST(template_errors, calls_only_recursive_loops)
{
	CHECK_STR(errors_of("{% for x in [1] %}{{ loop([2]) }}{% endfor %}", NULL),
	          STR("main:1:22: error: only a loop marked 'recursive' can be called\n"
	              "  {% for x in [1] %}{{ loop([2]) }}{% endfor %}\n"
	              "                       ^~~~\n"));
}

TEST(template_errors, quotes_long_expressions_in_part)
{
	CHECK_STR(
		errors_of(
			"{{ ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' if n > 9) .x }}",
			NULL),
		STR("main:1:4: error: '('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' is undefined\n"
	            "  {{ ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' if n > 9) .x }}\n"
	            "     ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"));
}
