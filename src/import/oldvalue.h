/*
 * oldvalue: what other generators' settings and front matter say, read as loosely as they
 * do, and what names are made of it.
 *
 * Owns nothing; what is new is in the arena. Cannot fail.
 */
#ifndef IMPORT_OLDVALUE_H
#define IMPORT_OLDVALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/value.h"

/* An entry of a dict whatever the case of its name; undefined if there is none. */
struct value dict_get(struct value dict, const char *name);
struct str dict_text(struct value dict, const char *name);

/* The same of a number too, in the arena. */
struct str dict_words(struct value dict, const char *name, struct arena *arena);

/* A date among the entries, under any of the names, which are written "date lastmod". */
bool dict_date(struct value dict, const char *names, struct date *date, bool *unclear);

/* Is the name one of the list's, whatever its case? */
bool is_listed(struct str name, const struct str *list, size_t count);

/* The way from a file's folder to another file: "../05/b.md". */
struct str path_relative(struct arena *arena, struct str from_folder, struct str to);

#endif
