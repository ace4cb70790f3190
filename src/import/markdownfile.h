/*
 * markdownfile: writing an article as Markdown with YAML front matter, as a person would.
 *
 * Whatever is written reads back as the same values (content/yaml.h) and the same text
 * (cmark): scalars are quoted where YAML would read them as something else, and
 * characters of a text are escaped where Markdown would. Nothing more is, so that the
 * file reads as if written by hand. Appends to a buf; cannot fail.
 */
#ifndef IMPORT_MARKDOWNFILE_H
#define IMPORT_MARKDOWNFILE_H

#include "base/buf.h"
#include "base/str.h"
#include "base/value.h"

/* A string as a YAML scalar on one line, quoted if it must be. */
void yaml_write_str(struct buf *out, struct str s);

/* The entries of a dict in block style, without fences. Undefined entries are left out.
 */
void yaml_write_dict(struct buf *out, struct value dict);

/* A paragraph of plain text (its line breaks become spaces), with the empty line before.
 */
void markdown_write_paragraph(struct buf *out, struct str text);

/* The whole file: front matter between its fences, then the body. */
void markdownfile_write(struct buf *out, struct value front, struct str body);

#endif
