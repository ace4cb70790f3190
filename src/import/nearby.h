/*
 * nearby: pictures that lie in the folder with an export or a feed, and go with the
 * articles that show them.
 *
 * A picture is known by a name: its path below the folder, or what follows a mark in
 * that; and, if several folders were named, by the folder. The list is filled and sorted
 * before children are started, who look names up in it; the parent takes only what is in
 * the list, and reads nothing outside the folder. It goes beside the article as those of
 * a crawl do (pictures.h).
 *
 * Owns its list; paths are the caller's. One thread at a time, but for nearby_find.
 */
#ifndef IMPORT_NEARBY_H
#define IMPORT_NEARBY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"
#include "base/value.h"
#include "import/luggage.h"
#include "import/pictures.h"

struct near {
	uint64_t key;    /* a hash of the name */
	uint64_t digits; /* for the name beside an article; no other picture has them */
	struct str root, path;
	enum picture_form form;
};

struct nearby {
	struct str mark; /* "uploads/": where names begin; or empty */
	struct near *items;
	size_t count, cap;
	struct luggage luggage;
};

/* A file of a folder; what is no picture, or leads out of the folder, is left out. */
void nearby_add(struct nearby *nearby, struct str root, struct str path, struct str from);
void nearby_sort(struct nearby *nearby);

/* The picture of a name in the folder that was named (empty: in any), or NULL. */
const struct near *nearby_find(const struct nearby *nearby, struct str root,
                               struct str name);

/* What the picture is called beside an article. */
struct str near_file(struct arena *arena, const struct near *near);

/*
 * Put those of a list of names beside the article at a path, each once; false after
 * errors. What is not there is passed over.
 */
bool nearby_take(struct nearby *nearby, struct str root, struct value names,
                 struct str article, struct diags *diags);

void nearby_clear(struct nearby *nearby);

#endif
