#include "serve/inject.h"

#include "base/hash.h"

#define FINGERPRINT    10 /* digits in an asset's name; render/site.c writes them */
#define VERSION_DIGITS 32

/* The name of a stylesheet as it stands in a page. */
struct sheet {
	struct str path;    /* "assets/style.1f0c2a9b34.css" */
	size_t fingerprint; /* where its hash begins in the page */
};

static bool is_hexadecimal(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]) && (text.ptr[i] < 'a' || text.ptr[i] > 'f'))
			return false;
	return true;
}

/* What needs escaping neither in HTML nor in a URL, or is already. */
static bool is_plain(char c)
{
	return is_alnum(c) || (c && strchr("-._~%/", c));
}

bool path_is_stylesheet(struct str path)
{
	size_t end = path.len - sizeof(".css") + 1;

	return str_has_prefix(path, STR("assets/")) &&
	       str_has_suffix(path, STR(".css")) &&
	       path.len > sizeof("assets/..css") + FINGERPRINT - 1 &&
	       path.ptr[end - FINGERPRINT - 1] == '.' &&
	       is_hexadecimal(str_slice(path, end - FINGERPRINT, end));
}

/* The next stylesheet from *at on: /assets/NAME.HASH.css in quotes. */
static bool next_sheet(struct str html, size_t *at, struct sheet *sheet)
{
	for (;;) {
		size_t found = str_find(str_from(html, *at), STR("/assets/"));
		size_t start, end;

		if (found == STR_NONE)
			return false;
		start = *at + found + 1;
		end = start;
		while (end < html.len && is_plain(html.ptr[end]))
			end++;
		*at = end;
		sheet->path = str_slice(html, start, end);
		sheet->fingerprint = end - (sizeof(".css") - 1) - FINGERPRINT;
		if (end < html.len && (html.ptr[end] == '"' || html.ptr[end] == '\'') &&
		    path_is_stylesheet(sheet->path))
			return true;
	}
}

struct str page_version(struct arena *arena, struct str html)
{
	struct buf rest = { 0 };
	struct str version;
	struct sheet sheet;
	size_t at = 0, done = 0;

	while (next_sheet(html, &at, &sheet)) {
		buf_add(&rest, str_slice(html, done, sheet.fingerprint));
		done = sheet.fingerprint + FINGERPRINT;
	}
	if (done == 0) { /* no need of a copy */
		version = hash_hex(arena, hash_bytes(html), VERSION_DIGITS);
	} else {
		buf_add(&rest, str_from(html, done));
		version = hash_hex(arena, hash_bytes(buf_str(&rest)), VERSION_DIGITS);
	}
	buf_clear(&rest);
	return version;
}

struct value page_stylesheets(struct arena *arena, struct str html, struct str home)
{
	struct value_builder list = { .arena = arena };
	struct sheet sheet;
	size_t at = 0;

	while (next_sheet(html, &at, &sheet))
		value_add_item(&list,
		               value_str(arena_printf(arena, "%.*s%.*s", STR_ARG(home),
		                                      STR_ARG(sheet.path))));
	return value_built_list(&list);
}

void page_inject(struct buf *out, struct str html, struct str version)
{
	static const struct str end = STR_INIT("</body");
	size_t at = html.len;

	for (size_t i = html.len; i >= end.len; i--) {
		if (str_eq_nocase(str_slice(html, i - end.len, i), end)) {
			at = i - end.len;
			break;
		}
	}
	buf_add(out, str_slice(html, 0, at));
	buf_puts(out, "<script src=\"" LIVE_URL "\" data-version=\"");
	buf_add(out, version);
	buf_puts(out, "\" defer></script>\n");
	buf_add(out, str_from(html, at));
}
