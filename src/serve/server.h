/*
 * server: previews a site in browsers, and keeps what they show up to date.
 *
 * Serves the output folder as a static host would, at a home address such as "/" or
 * "/base/". Into pages, and only while they are sent, it puts a script that listens for
 * what the functions below tell: pages are reloaded when their own bytes changed,
 * stylesheets are swapped without a reload, errors are shown over the page.
 *
 *     server_open        binds a port; browsers that connect have to wait
 *     server_start       begins to answer, on threads of its own
 *     server_stop        ends at once whatever is going on, and frees the server
 *
 * Between start and stop every function may be called from many threads at once. The
 * server only reads the folder, and finds it by its path for each request: a build may
 * replace single files by renames, or the folder as a whole.
 */
#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

/* What the server asks of whoever started it. */
struct server_host {
	void *context;

	/*
	 * The bytes of the page at a URL (from the site's root, decoded: "/2014/02/")
	 * that is not in the output yet; false: there is none such. May be NULL. Called
	 * on any thread, on several at once, and never from within the functions below.
	 */
	bool (*render)(void *context, struct str url, struct buf *bytes);
};

struct server_options {
	struct str folder; /* the output, a path of the system's; it need not exist yet */
	struct str home;   /* where the site begins; empty: "/" */
	struct str address; /* to bind, in digits; empty: 127.0.0.1 */
	unsigned port;      /* 0: any that is free */
	bool port_is_fixed; /* do not try those that follow when it is taken */
	struct server_host host;
};

struct server;

/* NULL, with an error, if the address cannot be had. The options are copied. */
struct server *server_open(const struct server_options *options, struct diags *diags);

/* False, with an error, if the system has no threads left for it. */
bool server_start(struct server *server, struct diags *diags);

void server_stop(struct server *server);

/* Where the site can be seen: "http://127.0.0.1:8000/base/". Lives as the server does. */
struct str server_url(const struct server *server);

enum server_change { SERVER_WRITTEN, SERVER_REMOVED };

/*
 * A file of the output (by its path in it) was written or removed; to be called
 * afterwards, for every file. Cheap if no browser has it open.
 */
void server_announce(struct server *server, struct str path, enum server_change change);

/* Anything may have changed: another folder is in the place of the output. */
void server_announce_all(struct server *server);

/* The errors that there are now, over every page; without any, that goes away. */
void server_show_errors(struct server *server, const struct diags *diags);

/* The paths of the output that browsers show now, for a build to make these first. */
size_t server_open_pages(struct server *server, struct arena *arena, struct str **paths);

#endif
