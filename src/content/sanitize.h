/*
 * sanitize: raw HTML made safe, by libxml2's parser and an allow-list.
 *
 * Elements, attributes and URL schemes that are not on the lists in sanitize.c are
 * dropped (script, style and the like with all they hold; others keep their content),
 * and the result is written by our own serialiser: well-formed HTML5, every value
 * quoted, no comments. The result is safe to put between tags of a page, and passing it
 * again changes nothing. Nothing is fetched. Input beyond SANITIZE_DEPTH is flattened.
 */
#ifndef CONTENT_SANITIZE_H
#define CONTENT_SANITIZE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/markdown.h"

#define SANITIZE_DEPTH 200

/* links may be NULL; source and at give messages about links their place. */
struct str sanitize_html(struct str html, const struct link_resolver *links,
                         struct span place, struct arena *arena);

/*
 * The same for a whole body: its headings get ids and levels below the page's own, and
 * out gets them and the text, too.
 */
void sanitize_body(struct str html, const struct markdown_options *options,
                   struct span place, struct arena *arena, struct markdown *out);

/* The same without blocks, whose content stays: what may stand inside a paragraph. */
struct str sanitize_line(struct str html, struct arena *arena);

/* The text of HTML without its markup, one paragraph on a line. */
struct str sanitize_text(struct str html, struct arena *arena);

/* May this URL stand in href (or, for a picture, src)? http, https, mailto, tel, ftp,
 * relative. */
bool url_is_safe(struct str url, enum link_kind kind);

#endif
