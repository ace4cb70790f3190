/*
 * markdown: an article's body as HTML.
 *
 * CommonMark by cmark, and on its tree: tables, strikethrough, footnotes, heading ids,
 * figures, links between articles. Raw HTML is treated by the site's policy; under
 * HTML_SAFE the whole result passes the sanitiser. All in the caller's arena.
 * Markdown itself cannot be wrong: diagnostics come from links and limits.
 */
#ifndef CONTENT_MARKDOWN_H
#define CONTENT_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

/* cmark counts bytes in an int and ends the program when it cannot. */
#define MARKDOWN_MAX ((size_t)256 << 20)

enum html_policy { HTML_SAFE, HTML_TRUSTED, HTML_NONE };

enum link_kind { LINK_PAGE, LINK_PICTURE };

/* A link or picture as the author wrote it. */
struct link {
	enum link_kind kind;
	struct str url; /* unescaped, never empty */
	struct span span;
};

struct link_target {
	struct str url;         /* what to write in href or src, not yet escaped */
	uint32_t width, height; /* of a picture, 0 if not known */
};

/*
 * Asked for every link and picture of the body. Returns false to leave the url as it
 * was written. May add diagnostics.
 */
struct link_resolver {
	void *context;
	bool (*resolve)(void *context, const struct link *link,
	                struct link_target *target);
};

struct heading {
	int level; /* 1 to 6 as written */
	struct str id, text;
};

struct markdown {
	struct str html;
	struct str text; /* without markup, paragraphs separated by newlines: for counting
	                    words and search */
	const struct heading *headings;
	size_t heading_count;
};

/* Words that a body needs, in the language of its page. */
struct markdown_labels {
	struct str footnotes; /* the name of their section */
	struct str back; /* of a link from a note to where it is referred to; its number
	                    follows */
};

struct markdown_options {
	enum html_policy html;
	const struct link_resolver *links; /* may be NULL */
	bool plain;           /* CommonMark as the specification has it: no extensions */
	struct str id_prefix; /* of heading and footnote ids; usually empty */
	const struct markdown_labels *labels; /* NULL: English */
};

/* The bytes of source from body on. is_html: they are HTML and not Markdown. */
bool markdown_render(const struct source *source, size_t body, bool is_html,
                     const struct markdown_options *options, struct arena *arena,
                     struct markdown *out, struct diags *diags);

/* One line of Markdown without block structure, for the filter and for deks. */
struct str markdown_inline(struct str text, enum html_policy html, struct arena *arena);

#endif
