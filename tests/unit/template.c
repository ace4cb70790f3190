/*
 * What tests/template/differential.py cannot compare with Jinja2: what is ours, what the
 * host sees, limits. Error texts are in template_errors.c.
 */
#include "template/template.h"

#include "t.h"

struct host {
	struct value context;
	struct str used[8];
	bool missing[8];
	size_t count;
};

static struct value global(void *context, struct str name)
{
	return value_get(((struct host *)context)->context, name);
}

static void used(void *context, struct str name, const struct template *template)
{
	struct host *host = context;

	if (host->count < ARRAY_LEN(host->used)) {
		host->used[host->count] = arena_str(&t_arena, name);
		host->missing[host->count++] = template == NULL;
	}
}

static bool shout(struct template_call *call, struct value *result)
{
	struct str mark = call->args[1].len ? value_text(call->args[1]) : STR("!");

	if (call->args[0].type != VALUE_STR)
		return call_error(call, "'shout' needs a string");
	*result = value_str(arena_printf(call->arena, "%.*s%.*s%zu",
	                                 STR_ARG(value_text(call->args[0])),
	                                 STR_ARG(mark), call->rest_count));
	return true;
}

static bool answer(struct template_call *call, struct value *result)
{
	const struct host *host = call->context;

	*result = value_get(host->context, STR("answer"));
	return true;
}

static const struct template_function filters[] = { { "shout", "text, mark=, *", shout },
	                                            { 0 } };
static const struct template_function functions[] = { { "answer", "", answer }, { 0 } };
static const struct template_library library = { .filters = filters,
	                                         .functions = functions };

/* The output of "main", which may come with one more template, or the messages. */
static struct str render_with(struct host *host, const char *text, const char *name,
                              const char *other)
{
	struct source sources[] = { { STR("main"), str_of(text) },
		                    { str_of(name), str_of(other) } };
	struct template_set *set = template_set_new(&library);
	struct template_host bound = {
		.context = host, .global = global, .language = STR("de"), .used = used
	};
	struct diags diags = { 0 };
	struct buf out = { 0 };
	struct str result;
	bool ok = true;

	for (size_t i = 0; i < ARRAY_LEN(sources); i++)
		ok &= template_set_add(set, sources[i].path, &sources[i], &diags);
	ok = ok && template_render(set, template_find(set, STR("main")), &bound, &t_arena,
	                           &out, &diags);
	result = ok ? buf_keep(&out, &t_arena) : t_messages(&diags);
	buf_clear(&out);
	diags_clear(&diags);
	template_set_free(set);
	return result;
}

static struct str render(const char *text)
{
	struct host host = { 0 };

	return render_with(&host, text, "other", "");
}

TEST(template, escapes_by_default)
{
	CHECK_STR(render("{{ '<b>&\"' }} {{ '<b>'|safe }}"),
	          STR("&lt;b&gt;&amp;&#34; <b>"));
}

TEST(template, calls_the_filters_and_functions_of_the_host)
{
	struct value_entry entry = { .key = STR("answer"), .value = value_int(42) };
	struct host host = { .context = value_dict(&entry, 1) };

	CHECK_STR(
		render("{{ 'a'|shout }} {{ 'a'|shout('?') }} {{ 'a'|shout('?', 1, 2) }}"),
		STR("a!0 a?0 a?2"));
	CHECK_STR(
		render("{{ 'a'|shout(mark='.') }} {{ ['a', 'b']|map('shout', '-')|join }}"),
		STR("a.0 a-0b-0"));
	CHECK_STR(render_with(&host, "{{ answer }}", "other", ""), STR("42"));
}

TEST(template, tells_the_host_which_templates_it_reads)
{
	struct host host = { 0 };

	render_with(&host, "{% include ['no', 'part'] %}{% include 'part' %}", "part",
	            "x");
	CHECK_INT(host.count, 4);
	CHECK_STR(host.used[0], STR("main"));
	CHECK_STR(host.used[1], STR("no"));
	CHECK(host.missing[1]);
	CHECK_STR(host.used[2], STR("part"));
	CHECK(!host.missing[2]);
}

TEST(template, writes_dates_in_the_language_of_the_host)
{
	CHECK_STR(render("{{ '2014-02-10'|date('%-d %B %Y') }}"), STR("10 Februar 2014"));
	CHECK_STR(render("{{ '2014-02-10'|date('%-d %B %Y', language='en') }}"),
	          STR("10 February 2014"));
	CHECK_STR(
		render("[{{ missing|date('%Y') }}{{ none|date('%Y') }}{{ ''|date('%Y') }}]"),
		STR("[]"));
}

TEST(template, makes_slugs)
{
	CHECK_STR(render("{{ \"Assad's fall: a crisis\"|slugify }}"),
	          STR("assads-fall-a-crisis"));
}

TEST(template, keeps_json_safe_in_a_script)
{
	CHECK_STR(render("{{ {'b': '</script>', 'a': \"'\"}|tojson }}"),
	          STR("{\"a\": \"\\u0027\", \"b\": \"\\u003c/script\\u003e\"}"));
}

TEST(template, can_replace_a_template)
{
	struct source old = { STR("a"), STR("old") }, new = { STR("a"), STR("new") };
	struct template_set *set = template_set_new(NULL);
	struct diags diags = { 0 };
	struct buf out = { 0 };
	struct hash before;

	CHECK(template_set_add(set, STR("a"), &old, &diags));
	before = template_hash(template_find(set, STR("a")));
	CHECK(template_set_add(set, STR("a"), &new, &diags));
	CHECK(!hash_eq(before, template_hash(template_find(set, STR("a")))));
	CHECK(template_render(set, template_find(set, STR("a")), NULL, &t_arena, &out,
	                      &diags));
	CHECK_STR(buf_str(&out), STR("new"));
	CHECK(template_find(set, STR("b")) == NULL);
	buf_clear(&out);
	template_set_free(set);
}

TEST(template, appends_to_what_is_in_the_buffer)
{
	struct source source = { STR("a"), STR("page") };
	struct template_set *set = template_set_new(NULL);
	struct diags diags = { 0 };
	struct buf out = { 0 };

	buf_puts(&out, "before ");
	template_set_add(set, STR("a"), &source, &diags);
	CHECK(template_render(set, template_find(set, STR("a")), NULL, &t_arena, &out,
	                      &diags));
	CHECK_STR(buf_str(&out), STR("before page"));
	buf_clear(&out);
	template_set_free(set);
}

/* An object of the host's: a card with a title and a date that prints. */
static struct value date_get(const struct object *object, struct str name)
{
	(void)object;
	(void)name;
	return UNDEFINED;
}

static struct value date_print(const struct object *object, struct arena *arena)
{
	(void)object;
	(void)arena;
	return value_str(STR("2014-02-10"));
}

static const struct object_class date_class = { .name = "date",
	                                        .get = date_get,
	                                        .print = date_print };
static const struct object some_date = { &date_class };

static struct value card_get(const struct object *object, struct str name)
{
	(void)object;
	if (str_eq(name, STR("title")))
		return value_str(STR("A & B"));
	return str_eq(name, STR("date")) ? value_object(&some_date) : UNDEFINED;
}

static const struct str card_names[] = { STR_INIT("title"), STR_INIT("date") };
static const struct object_class card_class = {
	.name = "card", .get = card_get, .names = card_names, .name_count = 2
};
static const struct object some_card = { &card_class };

static size_t two(const struct object *object)
{
	(void)object;
	return 2;
}

static struct value card_at(const struct object *object, size_t index)
{
	(void)object;
	return index == 0 ? value_object(&some_card) : value_str(STR("second"));
}

static const struct object_class cards_class = {
	.name = "cards", .get = date_get, .length = two, .item = card_at
};
static const struct object some_cards = { &cards_class };

static struct str render_objects(const char *text)
{
	struct value_entry entries[] = {
		{ .key = STR("card"), .value = value_object(&some_card) },
		{ .key = STR("cards"), .value = value_object(&some_cards) },
	};
	struct host host = { .context = value_dict(entries, 2) };

	return render_with(&host, text, "other", "");
}

TEST(template, reads_objects_of_the_host)
{
	CHECK_STR(
		render_objects("{{ card.title }} {{ card['title'] }} {{ card.nothing }}"),
		STR("A &amp; B A &amp; B "));
	CHECK_STR(
		render_objects(
			"{% for c in cards %}{{ loop.index }}{{ c.title if c is not string else c }} "
			"{% endfor %}{{ cards|length }} {{ cards[1] }}"),
		STR("1A &amp; B 2second 2 second"));
	CHECK_STR(render_objects("{% for name in card %}{{ name }} {% endfor %}"),
	          STR("title date "));
	CHECK_STR(
		render_objects(
			"{{ card }} {{ cards|first is defined }} {{ 'title' in card }}"),
		STR("&lt;card&gt; True True"));
}

TEST(template, treats_an_object_that_prints_as_its_text)
{
	CHECK_STR(render_objects("{{ card.date }} {{ card.date|date('%d.%m.%Y') }}"),
	          STR("2014-02-10 10.02.2014"));
	CHECK_STR(
		render_objects("{{ card.date == '2014-02-10' }} {{ card.date < '2015' }} "
	                       "{{ [card.date]|join }} {{ card.date|tojson }}"),
		STR("True True 2014-02-10 \"2014-02-10\""));
}

TEST(template, stops_what_never_ends)
{
	CHECK_STR(
		render("{% include 'main' %}"),
		STR("main:1:12: error: templates and macros are nested too deeply (more than 100 levels)\n"
	            "  {% include 'main' %}\n"
	            "             ^~~~~~\n"
	            "  included from main:1:12\n"
	            "  included from main:1:12\n"
	            "  included from main:1:12\n"
	            "  included from main:1:12\n"
	            "  included from main:1:12\n"
	            "  included from main:1:12\n"
	            "  included from main:1:12\n"
	            "  included from main:1:12\n"));
	CHECK_STR(
		render("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}{# #}"),
		STR("main:1:19: error: templates and macros are nested too deeply (more than 100 levels)\n"
	            "  {% macro m() %}{{ m() }}{% endmacro %}{{ m() }}{# #}\n"
	            "                    ^\n"
	            "  called from main:1:19\n"
	            "  called from main:1:19\n"
	            "  called from main:1:19\n"
	            "  called from main:1:19\n"
	            "  called from main:1:19\n"
	            "  called from main:1:19\n"
	            "  called from main:1:19\n"
	            "  called from main:1:42\n"));
}

TEST(template, limits_the_size_of_values)
{
	CHECK_STR(
		render("{{ 'x' * 999999999999 }}"),
		STR("main:1:8: error: template makes too much data (more than 256 MiB)\n"
	            "  {{ 'x' * 999999999999 }}\n"
	            "         ^\n"));
	CHECK_STR(
		render("{% set x = 'x' * 1000000 %}{% for i in range(100) %}{{ x }}{% endfor %}"),
		STR("main:1:56: error: page is too large (more than 64 MiB)\n"
	            "  {% set x = 'x' * 1000000 %}{% for i in range(100) %}{{ x }}{% endfor %}\n"
	            "                                                         ^\n"));
	CHECK_STR(render("{{ '%999999d' % 1 }}"),
	          STR("main:1:15: error: width is too large (more than 10000)\n"
	              "  {{ '%999999d' % 1 }}\n"
	              "                ^\n"));
}

TEST(template, runs_a_loop_of_a_million)
{
	CHECK_STR(render("{% set ns = namespace(n=0) %}{% for x in range(1000000) %}"
	                 "{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}"),
	          STR("499999500000"));
}

TEST(template, survives_deep_nesting)
{
	struct buf text = { 0 };
	struct str deep, message;

	buf_puts(&text, "{{ ");
	buf_add_chars(&text, '(', 100000);
	buf_puts(&text, " }}");
	deep = buf_keep(&text, &t_arena);
	message = render(deep.ptr);
	CHECK(str_contains(message,
	                   STR("error: nested too deeply (more than 200 levels)")));
	buf_reset(&text);
	for (int i = 0; i < 10000; i++)
		buf_puts(&text, "{% if 1 %}");
	deep = buf_keep(&text, &t_arena);
	message = render(deep.ptr);
	CHECK(str_contains(message,
	                   STR("error: nested too deeply (more than 200 levels)")));
	buf_clear(&text);
}

TEST(template, prints_what_was_nested_in_a_loop)
{
	CHECK(str_contains(
		render("{% set ns = namespace(v=[]) %}{% for i in range(1000) %}"
	               "{% set ns.v = [ns.v] %}{% endfor %}{{ ns.v }}"),
		STR("error: value is too large (more than 300 levels or 4194304 parts)")));
}

TEST(template, does_not_explode_with_lists_that_hold_one_another)
{
	CHECK(str_contains(
		render("{% set ns = namespace(v=[1]) %}{% for i in range(100) %}"
	               "{% set ns.v = [ns.v, ns.v] %}{% endfor %}"),
		STR("error: value is too large")));
	CHECK(str_contains(
		render("{% macro m(v, n) %}{% if n %}{{ m([v, v], n - 1) }}{% else %}"
	               "{{ v }}{% endif %}{% endmacro %}{{ m([1], 60) }}"),
		STR("error: page is too large")));
	CHECK_STR(
		render("{% macro m(v, w, n) %}{% if n %}{{ m([v, v], [w, w], n - 1) }}{% else %}"
	               "{{ v == w }}{% endif %}{% endmacro %}{{ m([1], [1], 60) }}"),
		STR("False"));
}

TEST(template, keeps_a_recursive_loop_alive_that_outlives_its_body)
{
	CHECK_STR(
		render("{% set ns = namespace() %}{% for x in [1] recursive %}{% set ns.l = loop %}"
	               "{{ x }}{% endfor %}{{ ns.l([2, 3]) }}{{ ns.l.index }}"),
		STR("1232"));
}
