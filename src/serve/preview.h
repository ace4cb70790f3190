/*
 * preview: what is to be seen at a place of the site now, on the disk or made by the
 * host.
 *
 * Immutable once made; any thread. What preview_find opens or fills belongs to its
 * caller, who returns it with found_clear.
 */
#ifndef SERVE_PREVIEW_H
#define SERVE_PREVIEW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "serve/beneath.h"
#include "serve/hosts.h"
#include "serve/live.h"
#include "serve/locate.h"
#include "serve/server.h"

/* A page is read as a whole, to put the script into it. One larger than this is no page
 * for people, and is sent as it is. */
#define HTML_MAX ((size_t)32 << 20)

struct preview {
	struct str folder, home;
	struct host_rules rules;
	struct server_host host;
};

enum found_kind {
	FOUND_NOTHING,
	FOUND_FILE,   /* opened, to be sent as it is */
	FOUND_BYTES,  /* read or made */
	FOUND_FOLDER, /* the URL wants a slash at its end */
	FOUND_DENIED, /* there, and not to be read */
	FOUND_FAILED, /* the disk, or too many open files */
};

struct found {
	enum found_kind kind;
	struct opened file; /* of FOUND_FILE; of FOUND_BYTES only its info */
	struct buf bytes;
	bool has_info; /* the bytes are from the disk */
};

/* may_render: ask the host for what is not on the disk. */
struct found preview_find(const struct preview *preview, struct arena *arena,
                          const struct location *place, bool may_render);

/* The page that is shown where there is none. Always FOUND_BYTES. */
struct found preview_missing(const struct preview *preview, struct arena *arena,
                             bool may_render);

void found_clear(struct found *found);

/* The version and stylesheets of what is at the place; in the arena. */
struct standing preview_standing(const struct preview *preview, struct arena *arena,
                                 const struct location *place, bool may_render);

#endif
