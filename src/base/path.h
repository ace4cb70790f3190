/*
 * path: names of files, as text. Separator "/"; touches no disk; cannot fail.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* a/b, without doubling the separator; an absolute b stands alone; empty parts vanish. */
struct str path_join(struct arena *arena, struct str a, struct str b);

/* What precedes the last "/" (empty if there is none), and what follows it. */
struct str path_dir(struct str path);
struct str path_base(struct str path);

/* ".md" of "a/b.md"; empty if there is none; a leading dot is no extension. */
struct str path_extension(struct str path);

/* "b" of "a/b.md". */
struct str path_stem(struct str path);

/*
 * Resolve "." and ".." and doubled separators in a relative path. False if it is
 * absolute or leads above where it starts; *out is then unset.
 */
bool path_normalize(struct arena *arena, struct str path, struct str *out);

#endif
