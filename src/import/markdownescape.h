/*
 * markdownescape: text that Markdown is to read as text and nothing else.
 *
 * As little is escaped as will do, so that it reads as if written by hand: "[sic]",
 * "5 * 3" and "snake_case" stay as they are. Appends to a buf; cannot fail.
 */
#ifndef IMPORT_MARKDOWNESCAPE_H
#define IMPORT_MARKDOWNESCAPE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* Part of a line. in_link: it is what a link or picture shows. Line breaks become spaces.
 */
void escape_markdown(struct buf *out, struct str text, bool in_link);

/* Text or a quoted attribute of raw HTML, where no backslash escapes. */
void escape_raw_html(struct buf *out, struct str text);

/* A finished line, with what would make a block of it escaped. */
void escape_line_start(struct buf *out, struct str line);

#endif
