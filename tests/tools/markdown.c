/*
 * markdown: renders Markdown outside a site, for tests.
 *
 *     markdown spec FILE      every example of a CommonMark spec.txt, as TAP: byte for
 *                             byte as the specification has it with the extensions off,
 *                             and with them on but where they are meant to differ
 *     markdown round FILE     the same examples as HTML, made Markdown by the import, and
 *                             HTML again: unchanged but for those that are listed
 *     markdown html [FILE]    one file or standard input to safe HTML; messages to stderr
 *     markdown body [FILE]    the same of an HTML article
 *     markdown many FILE...   Markdown again, only for the messages
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "content/htmltree.h"
#include "content/markdown.h"
#include "import/tomarkdown.h"

/* Above the examples stands this line, and below them the same without the word. */
static const char fence[] = "````````````````````````````````";

struct example {
	int number;
	struct str section, markdown, html;
};

static struct arena arena;

static struct str read_all(FILE *in)
{
	struct buf text = { 0 };
	struct str kept;
	size_t got;

	do {
		got = fread(buf_reserve(&text, 65536), 1, 65536, in);
		text.len += got;
	} while (got > 0);
	kept = buf_keep(&text, &arena);
	buf_clear(&text);
	return kept;
}

static struct str read_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	struct str text;

	if (!in) {
		fprintf(stderr, "markdown: cannot read %s\n", path);
		exit(3);
	}
	text = read_all(in);
	fclose(in);
	return text;
}

/* The examples show a tab as an arrow. */
static struct str with_tabs(struct str s)
{
	struct buf out = { 0 };
	struct str kept;

	while (s.len) {
		if (str_skip_prefix(&s, STR("\u2192"))) {
			buf_add_char(&out, '\t');
		} else {
			buf_add_char(&out, s.ptr[0]);
			s = str_from(s, 1);
		}
	}
	kept = buf_keep(&out, &arena);
	buf_clear(&out);
	return kept;
}

static bool next_example(struct str *rest, struct example *example)
{
	struct str line, *part = NULL;

	while (rest->len) {
		struct str before = *rest;
		size_t len;

		str_next_line(rest, &line);
		len = before.len - rest->len;
		if (!part && str_has_prefix(line, STR("#"))) {
			example->section =
				str_trim(str_from(line, str_find_char(line, ' ')));
		} else if (!part && str_has_prefix(line, str_of(fence)) &&
		           str_has_suffix(line, STR(" example"))) {
			part = &example->markdown;
			*part = (struct str){ rest->ptr, 0 };
			example->html = (struct str){ 0 };
			example->number++;
		} else if (part == &example->markdown && str_eq(line, STR("."))) {
			part = &example->html;
			*part = (struct str){ rest->ptr, 0 };
		} else if (part && str_eq(line, str_of(fence))) {
			example->markdown = with_tabs(example->markdown);
			example->html = with_tabs(example->html);
			return true;
		} else if (part) {
			part->len += len;
		}
	}
	return false;
}

static struct str render(struct str path, struct str text, bool is_html, bool plain,
                         enum html_policy policy, struct diags *diags)
{
	struct source source = { path, text };
	struct markdown_options options = { .plain = plain, .html = policy };
	struct markdown out;

	markdown_render(&source, 0, is_html, &options, &arena, &out, diags);
	return out.html;
}

static void print_commented(const char *label, struct str text)
{
	struct str line;

	printf("# %s\n", label);
	while (str_next_line(&text, &line))
		printf("#   %.*s\n", STR_ARG(line));
}

static bool report(int count, const struct example *example, const char *how,
                   struct str got, bool ok)
{
	printf("%sok %d - example %d, %.*s, %s\n", ok ? "" : "not ", count,
	       example->number, STR_ARG(example->section), how);
	if (!ok) {
		print_commented("Markdown", example->markdown);
		print_commented("want", example->html);
		print_commented("got", got);
	}
	return ok;
}

/*
 * The examples in which the extensions are meant to change something, with all that they
 * change: these must differ, and no others.
 */
static const int changed[] = {
	/* Headings get ids, begin below the page's own, and are not there when empty. */
	10,
	59,
	62,
	66,
	67,
	68,
	71,
	72,
	73,
	74,
	75,
	76,
	77,
	78,
	79,
	80,
	81,
	82,
	83,
	84,
	86,
	89,
	90,
	91,
	95,
	96,
	102,
	103,
	115,
	141,
	214,
	215,
	227,
	228,
	229,
	230,
	232,
	300,
	646,
	647,
	/* Pictures are loaded when they are looked at; those with a title are figures. */
	516,
	519,
	530,
	571,
	572,
	573,
	574,
	575,
	576,
	577,
	578,
	579,
	580,
	581,
	582,
	583,
	584,
	585,
	586,
	587,
	588,
	590,
	/* Links on nothing, or to nothing, are text. */
	200,
	483,
	484,
	485,
	486,
	566,
};

static bool is_changed(int number)
{
	for (size_t i = 0; i < ARRAY_LEN(changed); i++)
		if (changed[i] == number)
			return true;
	return false;
}

static int run_spec(const char *path)
{
	struct str rest = read_file(path);
	struct example example = { 0 };
	int count = 0, failures = 0;

	while (next_example(&rest, &example)) {
		struct diags diags = { 0 };
		struct str got = render(STR("spec"), example.markdown, false, true,
		                        HTML_TRUSTED, &diags);

		failures += !report(++count, &example, "plain", got,
		                    str_eq(got, example.html));
		got = render(STR("spec"), example.markdown, false, false, HTML_TRUSTED,
		             &diags);
		failures +=
			!report(++count, &example, "extended", got,
		                str_eq(got, example.html) != is_changed(example.number));
		diags_clear(&diags);
	}
	printf("1..%d\n", count);
	return failures > 0;
}

/* Elements that say nothing, and attributes that the renderer gives by itself. */
static bool is_transparent(const struct html_node *node)
{
	return html_is(node, "div") || html_is(node, "span");
}

static bool is_ours(struct str attribute)
{
	static const struct str names[] = {
		STR_INIT("id"),      STR_INIT("class"),    STR_INIT("scope"),
		STR_INIT("loading"), STR_INIT("decoding"),
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(attribute, names[i]))
			return true;
	return false;
}

static bool is_around(const struct html_node *node, struct str name)
{
	for (node = node->parent; node; node = node->parent)
		if (str_eq(node->name, name))
			return true;
	return false;
}

/* Text that stands in no paragraph is one. */
static void wrap_text(struct html_node *parent)
{
	static const char *const flow[] = { "", "div", "blockquote", "td" };
	static const char *const lines[] = { "",     "a",   "em", "strong", "code",
		                             "img",  "br",  "b",  "i",      "del",
		                             "span", "sup", "sub" };
	struct html_node *paragraph = NULL, *next;
	bool is_flow = false;

	for (size_t i = 0; i < ARRAY_LEN(flow); i++)
		is_flow |= html_is(parent, flow[i]);
	if (parent->parent && parent->name.len == 0)
		return;
	for (struct html_node *node = parent->first; node; node = next) {
		bool is_line = false;

		next = node->next;
		for (size_t i = 0; i < ARRAY_LEN(lines); i++)
			is_line |= html_is(node, lines[i]);
		if (!is_line || !is_flow) {
			paragraph = NULL;
			wrap_text(node);
			continue;
		}
		if (!paragraph && node->name.len == 0 && str_trim(node->text).len == 0)
			continue;
		if (!paragraph) {
			paragraph = ARENA_NEW(&arena, struct html_node);
			paragraph->name = STR("p");
			paragraph->parent = parent;
			paragraph->previous = node->previous;
			paragraph->next = node;
			if (node->previous)
				node->previous->next = paragraph;
			else
				parent->first = paragraph;
			node->previous = paragraph;
		}
		html_unlink(node);
		html_append(paragraph, node);
	}
}

/* b and i are strong and em, and within themselves they say no more. */
static struct str plain_name(const struct html_node *node)
{
	struct str name = html_is(node, "b")   ? STR("strong")
	                  : html_is(node, "i") ? STR("em")
	                                       : node->name;

	if ((str_eq(name, STR("em")) || str_eq(name, STR("strong"))) &&
	    is_around(node, name))
		return (struct str){ 0 };
	return name;
}

static void add_normal(struct buf *out, const struct html_node *node, bool in_pre)
{
	struct str name = plain_name(node);

	if (node->name.len == 0 && node->parent) {
		for (size_t i = 0; i < node->text.len; i++) {
			char c = node->text.ptr[i];

			if (in_pre || !is_space(c))
				buf_add_char(out, c);
			else if (out->len && out->ptr[out->len - 1] != ' ' &&
			         out->ptr[out->len - 1] != '\n')
				buf_add_char(out, ' ');
		}
		return;
	}
	if (name.len && !is_transparent(node)) {
		while (out->len && out->ptr[out->len - 1] == ' ')
			out->len--;
		buf_printf(out, "\n<%.*s", STR_ARG(name));
		for (size_t i = 0; i < node->attribute_count; i++)
			if (!is_ours(node->attributes[i].name))
				buf_printf(out, " %.*s='%.*s'",
				           STR_ARG(node->attributes[i].name),
				           STR_ARG(node->attributes[i].value));
		buf_puts(out, ">\n");
	}
	for (const struct html_node *child = node->first; child; child = child->next)
		add_normal(out, child, in_pre || html_is(node, "pre"));
	if (name.len && !is_transparent(node)) {
		while (out->len && out->ptr[out->len - 1] == ' ')
			out->len--;
		buf_printf(out, "\n</%.*s>\n", STR_ARG(name));
	}
}

/* HTML without what makes no difference: space around elements, div, ids. */
static struct str normal(struct str html)
{
	struct html_node *root = html_parse(html, &arena);
	struct buf out = { 0 };
	struct str text;

	wrap_text(root);
	add_normal(&out, root, false);
	text = buf_keep(&out, &arena);
	buf_clear(&out);
	return text;
}

/*
 * Examples that do not come back: they hold what the import leaves out on purpose, or
 * what Markdown cannot say.
 */
static const int lost[] = {
	/* No-break spaces at the ends of a paragraph keep nothing together. */
	25,
	/* Tables of one cell only arrange a page. */
	148,
	149,
	160,
	190,
	191,
	/* Line breaks in titles of links are spaces. */
	196,
	/* Links to what is not in the article are text. */
	500,
};

static bool is_lost(int number)
{
	for (size_t i = 0; i < ARRAY_LEN(lost); i++)
		if (lost[i] == number)
			return true;
	return false;
}

static int run_round(const char *path)
{
	struct str rest = read_file(path);
	struct example example = { 0 };
	int count = 0, failures = 0, same = 0;

	while (next_example(&rest, &example)) {
		struct diags diags = { 0 };
		struct str html = render(STR("spec"), example.markdown, false, false,
		                         HTML_SAFE, &diags);
		struct str markdown = html_to_markdown(&arena, html_parse(html, &arena),
		                                       (struct str){ 0 }, NULL);
		struct str again =
			render(STR("spec"), markdown, false, false, HTML_SAFE, &diags);
		bool ok = str_eq(normal(html), normal(again));

		same += ok;
		if (ok == is_lost(example.number)) {
			failures++;
			print_commented("HTML", html);
			print_commented("Markdown", markdown);
			print_commented("HTML again", again);
		}
		printf("%sok %d - example %d, %.*s\n",
		       ok != is_lost(example.number) ? "" : "not ", ++count,
		       example.number, STR_ARG(example.section));
		diags_clear(&diags);
	}
	printf("# %d of %d came back as they were\n1..%d\n", same, count, count);
	return failures > 0;
}

static void print_messages(const struct diags *diags)
{
	struct buf text = { 0 };

	diags_format(diags, &text);
	fwrite(text.ptr, 1, text.len, stderr);
	buf_clear(&text);
}

static void render_file(const char *path, bool is_html, bool print)
{
	struct diags diags = { 0 };
	struct str text = path ? read_file(path) : read_all(stdin);
	struct str html = render(str_of(path ? path : "stdin"), text, is_html, false,
	                         HTML_SAFE, &diags);

	if (print)
		fwrite(html.ptr, 1, html.len, stdout);
	print_messages(&diags);
	diags_clear(&diags);
	arena_clear(&arena);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "spec") == 0)
		return run_spec(argv[2]);
	if (argc == 3 && strcmp(argv[1], "round") == 0)
		return run_round(argv[2]);
	if (argc >= 2 && strcmp(argv[1], "html") == 0) {
		render_file(argc > 2 ? argv[2] : NULL, false, true);
		return 0;
	}
	if (argc >= 2 && strcmp(argv[1], "body") == 0) {
		render_file(argc > 2 ? argv[2] : NULL, true, true);
		return 0;
	}
	if (argc >= 2 && strcmp(argv[1], "many") == 0) {
		double start = seconds();

		for (int i = 2; i < argc; i++)
			render_file(argv[i], false, false);
		fprintf(stderr, "%d files, %.3f s\n", argc - 2, seconds() - start);
		return 0;
	}
	fprintf(stderr,
	        "usage: markdown spec FILE | html [FILE] | body [FILE] | many FILE...\n");
	return 2;
}
