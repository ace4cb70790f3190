/*
 * frontmatter: splits a source file into front matter and body, and reads the former.
 *
 * YAML between "---" lines, TOML between "+++" lines, or a leading JSON object. A byte
 * order mark is skipped; "\r\n" ends a line as "\n" does. The result is a dict whose
 * entries carry their byte offsets in the source; it lives in the arena.
 */
#ifndef CONTENT_FRONTMATTER_H
#define CONTENT_FRONTMATTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/value.h"

#define FRONTMATTER_MAX ((size_t)1 << 20) /* nobody writes a megabyte of it */

enum data_format { DATA_YAML, DATA_TOML, DATA_JSON };

struct frontmatter {
	enum data_format format;
	size_t start, end; /* bytes of the front matter itself, without its fences */
	size_t body;       /* where the body begins */
	struct value data; /* a dict */
};

/* A file without front matter is an error with a hint. */
bool frontmatter_parse(const struct source *source, struct arena *arena,
                       struct frontmatter *out, struct diags *diags);

/* A whole data file or config; which format is told by the caller. */
bool data_parse(const struct source *source, enum data_format format, struct arena *arena,
                struct value *out, struct diags *diags);

#endif
