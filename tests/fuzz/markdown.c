/*
 * markdown: any bytes as Markdown and as HTML, to safe HTML.
 *
 * The result is well formed by the checker below, holds no script, handler or unsafe URL,
 * and is left as it is by the sanitiser. The first byte of the input chooses the policy.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/utf8.h"
#include "content/markdown.h"
#include "content/sanitize.h"

#define DEPTH_MAX (SANITIZE_DEPTH + 1)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *why, struct str html)
{
	fprintf(stderr, "%s\n%.*s\n", why, STR_ARG(html));
	abort();
}

static bool is_name_char(char c)
{
	return is_alnum(c) || c == '-';
}

static struct str take_name(struct str *rest)
{
	size_t len = 0;
	struct str name;

	while (len < rest->len && is_name_char(rest->ptr[len]))
		len++;
	name = str_slice(*rest, 0, len);
	*rest = str_from(*rest, len);
	return name;
}

static bool is_void(struct str name)
{
	static const char *const names[] = { "br",     "col",   "hr", "img",
		                             "source", "track", "wbr" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(name, str_of(names[i])))
			return true;
	return false;
}

/* Attributes up to the ">" of a tag. */
static void check_attributes(struct str *rest, struct str html)
{
	while (str_skip_prefix(rest, STR(" "))) {
		struct str name = take_name(rest), value;

		if (name.len == 0)
			break;
		if (str_has_prefix(name, STR("on")) || str_eq(name, STR("style")))
			fail("a handler", html);
		/* Of a picture that nobody described. */
		if (str_eq(name, STR("alt")) && !str_has_prefix(*rest, STR("=")))
			continue;
		if (!str_skip_prefix(rest, STR("=\"")))
			fail("an attribute without quotes", html);
		if (!str_cut(*rest, '"', &value, rest) ||
		    str_find_char(value, '<') != STR_NONE)
			fail("an attribute that does not end", html);
		if ((str_eq(name, STR("href")) && !url_is_safe(value, LINK_PAGE)) ||
		    (str_eq(name, STR("src")) && !url_is_safe(value, LINK_PICTURE)))
			fail("an unsafe URL", html);
	}
}

static void check_well_formed(struct str html)
{
	struct str open[DEPTH_MAX];
	size_t depth = 0;
	struct str rest = html, text;

	if (utf8_invalid(html) != STR_NONE)
		fail("not UTF-8", html);
	while (str_cut(rest, '<', &text, &rest)) {
		bool is_end = str_skip_prefix(&rest, STR("/"));
		struct str name = take_name(&rest);

		if (str_find_char(text, '>') != STR_NONE)
			fail("a bare >", html);
		if (name.len == 0 || str_has_prefix(name, STR("script")) ||
		    str_has_prefix(name, STR("style")) ||
		    str_has_prefix(name, STR("iframe")))
			fail("an element that may not be", html);
		if (is_end) {
			if (depth == 0 || !str_eq(open[--depth], name))
				fail("an end tag that ends nothing", html);
		} else {
			check_attributes(&rest, html);
		}
		if (is_void(name)) {
			if (!str_skip_prefix(&rest, STR("/")))
				fail("a void element", html);
		} else if (!is_end) {
			if (depth == DEPTH_MAX)
				fail("too deep", html);
			open[depth++] = name;
		}
		if (!str_skip_prefix(&rest, STR(">")))
			fail("a tag that does not end", html);
	}
	if (depth)
		fail("an element that does not end", html);
}

static void check(struct str html, struct arena *arena, const char *what)
{
	struct str again = sanitize_html(html, NULL, SPAN_NONE, arena);

	check_well_formed(html);
	check_well_formed(again);
	if (!str_eq(html, again)) {
		fprintf(stderr, "--- %s, again:\n%.*s\n--- at first:\n", what,
		        STR_ARG(again));
		fail("--- the sanitiser changes it", html);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct source source = { STR("a.md"), { (const char *)data, size } };
	struct markdown_options options = { .html = HTML_SAFE };
	struct markdown out;

	if (size > 0 && data[0] == 'N')
		options.html = HTML_NONE;
	markdown_render(&source, 0, false, &options, &arena, &out, &diags);
	/* Space that is written as an entity may stand where the sanitiser drops it. */
	if (str_contains(source.text, STR("&")))
		check(sanitize_html(out.html, NULL, SPAN_NONE, &arena), &arena,
		      "Markdown");
	else
		check(out.html, &arena, "Markdown");
	if (options.html == HTML_SAFE) {
		markdown_render(&source, 0, true, &options, &arena, &out, &diags);
		check(out.html, &arena, "HTML");
		check(sanitize_html(source.text, NULL, SPAN_NONE, &arena), &arena,
		      "a fragment");
	}
	check_well_formed(markdown_inline(source.text, options.html, &arena));
	options.plain = true;
	options.html = HTML_TRUSTED;
	markdown_render(&source, 0, false, &options, &arena, &out, &diags);
	diags_clear(&diags);
	arena_clear(&arena);
	return 0;
}
