/*
 * naming: what the path of a source says about its article.
 *
 * Depends on the text of the path alone. Cannot fail.
 */
#ifndef CONTENT_NAMING_H
#define CONTENT_NAMING_H

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

/*
 * The date of 2014-02-10-slug.md or 2014/02/10/slug.md; unknown if there is none.
 * *wrong (else empty) is something like a date that is not in the calendar.
 */
struct date naming_date(struct str path, struct str root, struct str *wrong);

/*
 * The name of the file without date and extension, as part of a URL. An index.md is
 * named as its folder. Never empty.
 */
struct str naming_slug(struct arena *arena, struct str path, struct str root);

#endif
