/*
 * live: the pages that browsers have open, and what each is still to be told.
 *
 * Each open page holds one connection, a subscription. The hub knows no HTTP: whoever
 * sends the bytes reads them with live_read, and gives a line through which the hub can
 * let the connection sleep and wake it; and no disk: it is told the versions of pages.
 *
 * A page tells with which version of itself it was loaded. What is newer is told at
 * once, so that a change between loading and subscribing is not lost.
 *
 * The hub owns its subscriptions; live_unsubscribe frees one, and all must be gone before
 * live_free. All functions may be called from many threads at once. A thread of the
 * hub's own notices browsers that went away.
 */
#ifndef SERVE_LIVE_H
#define SERVE_LIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/value.h"
#include "serve/locate.h"

/* Pages open at once, each with a connection that does nothing: a few windows of a few
 * people. Below the most connections there may be (http.c), so that requests get in. */
#define STREAMS_MAX 64

struct live;
struct subscription;

/* A page as it is served now. */
struct standing {
	struct str version;
	struct value stylesheets; /* a list of URLs */
	bool is_missing;          /* in its place is the page that says so */
};

/* How a connection sleeps and wakes. Both are called with the hub locked, and wake only
 * after sleep. */
struct live_line {
	void *context;
	void (*sleep)(void *context);
	void (*wake)(void *context);
	int socket; /* watched for its other end going away */
};

/* NULL if the hub's thread cannot be started. */
struct live *live_new(void);

/* End all streams: their live_read gives -1 from now on, and no new ones begin. */
void live_close(struct live *live);
void live_free(struct live *live);

/*
 * A browser has opened the page, in that version (empty: not known). NULL if too many
 * are open or the hub is closed.
 */
struct subscription *live_subscribe(struct live *live, const struct location *page,
                                    struct str version);
void live_unsubscribe(struct live *live, struct subscription *subscription);

/* What the page was when it was looked at after subscribing. */
void live_begin(struct live *live, struct subscription *subscription,
                const struct standing *standing);

/* Once, before live_read. */
void live_attach(struct live *live, struct subscription *subscription,
                 struct live_line line);

/* Bytes to send, at most max; 0: the line sleeps until it is woken; -1: the end. */
long live_read(struct live *live, struct subscription *subscription, char *to,
               size_t max);

/*
 * The open pages that a change of this file of the output may concern, each once, in the
 * arena. An empty path stands for all.
 */
size_t live_concerned(struct live *live, struct str path, struct arena *arena,
                      struct location **pages);

/* How the page at this path stands: whoever has another version is to reload. */
void live_update(struct live *live, struct str path, const struct standing *standing);

/* There is a new stylesheet: its URL, in a list. */
void live_restyle(struct live *live, struct value urls);

/* An event with the errors that there are now; for those who come later, too. */
void live_show_errors(struct live *live, struct str event);

#endif
