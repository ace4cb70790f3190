#include "serve/server.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/escape.h"
#include "serve/answer.h"
#include "serve/events.h"
#include "serve/http.h"
#include "serve/inject.h"
#include "serve/listener.h"

#define MACHINE_MAX 256 /* of a host's name, by POSIX */

struct server {
	struct arena arena; /* of all strings here */
	struct answerer answerer;
	struct listener listener;
	struct str url;
	struct http *http; /* NULL: not started */
};

static struct str machine_name(struct arena *arena)
{
	char name[MACHINE_MAX] = "";

	if (gethostname(name, sizeof(name) - 1) != 0)
		return (struct str){ 0 };
	return arena_str(arena, str_of(name));
}

/* What to write in a browser to get there from this machine. */
static struct str site_url(struct server *server, struct str address, struct str home)
{
	const char *open = "", *close = "";

	if (str_eq(address, STR("0.0.0.0")) || str_eq(address, STR("::"))) {
		address = STR("localhost");
	} else if (server->listener.is_ipv6) {
		open = "[";
		close = "]";
	}
	return arena_printf(&server->arena, "http://%s%.*s%s:%u%.*s", open,
	                    STR_ARG(address), close, server->listener.port,
	                    STR_ARG(home));
}

struct server *server_open(const struct server_options *options, struct diags *diags)
{
	struct str address = options->address.len ? options->address : STR("127.0.0.1");
	struct str home = options->home.len ? options->home : STR("/");
	struct listener listener;
	struct server *server;
	struct preview *preview;

	if (!listener_open(address, options->port, options->port_is_fixed, &listener,
	                   diags))
		return NULL;
	server = xmalloc(sizeof(*server));
	*server = (struct server){ .listener = listener };
	preview = &server->answerer.preview;
	preview->folder = arena_str(&server->arena, options->folder);
	preview->home = arena_str(&server->arena, home);
	preview->rules.address = arena_str(&server->arena, address);
	preview->rules.is_open =
		!host_is_loopback(address) && !str_eq(address, STR("localhost"));
	preview->rules.machine = machine_name(&server->arena);
	preview->host = options->host;
	server->url = site_url(server, address, home);
	server->answerer.live = live_new();
	if (!server->answerer.live) {
		diag_error(diags, SPAN_NONE, "the server cannot start a thread");
		server_stop(server);
		return NULL;
	}
	return server;
}

static void answer_any(const void *context, const struct request *request,
                       struct reply *reply)
{
	answer(context, request, reply);
}

bool server_start(struct server *server, struct diags *diags)
{
	struct http_handler handler = { &server->answerer, answer_any,
		                        server->answerer.live };

	server->http = http_start(server->listener.socket, &handler);
	if (!server->http)
		return diag_error(diags, SPAN_NONE,
		                  "the server cannot start its threads");
	return true;
}

void server_stop(struct server *server)
{
	if (server->answerer.live)
		live_close(server->answerer.live);
	if (server->http)
		http_stop(server->http);
	else
		close(server->listener.socket);
	live_free(server->answerer.live);
	arena_clear(&server->arena);
	free(server);
}

struct str server_url(const struct server *server)
{
	return server->url;
}

/*
 * Look again at the open pages that a file concerns. The host is not asked for pages that
 * are not on the disk, since it may be the one that is calling: what was just written is
 * there, and what was removed is not to be made.
 */
static void look_again(struct server *server, struct str path)
{
	struct live *live = server->answerer.live;
	struct arena arena = { 0 };
	struct location *pages;
	size_t count = live_concerned(live, path, &arena, &pages);

	for (size_t i = 0; i < count; i++) {
		struct standing standing = preview_standing(&server->answerer.preview,
		                                            &arena, &pages[i], false);

		live_update(live, pages[i].path, &standing);
	}
	arena_clear(&arena);
}

/* Pages which have another stylesheet of that name take this one instead. */
static void restyle(struct server *server, struct str path)
{
	struct arena arena = { 0 };
	struct value_builder urls = { .arena = &arena };
	struct buf url = { 0 };

	buf_add(&url, server->answerer.preview.home);
	escape_url_path(&url, path);
	value_add_item(&urls, value_str(buf_str(&url)));
	live_restyle(server->answerer.live, value_built_list(&urls));
	buf_clear(&url);
	arena_clear(&arena);
}

void server_announce(struct server *server, struct str path, enum server_change change)
{
	if (change == SERVER_WRITTEN && path_is_stylesheet(path))
		restyle(server, path);
	else
		look_again(server, path);
}

void server_announce_all(struct server *server)
{
	look_again(server, (struct str){ 0 });
}

void server_show_errors(struct server *server, const struct diags *diags)
{
	struct buf event = { 0 };

	event_errors(&event, diags);
	live_show_errors(server->answerer.live, buf_str(&event));
	buf_clear(&event);
}

size_t server_open_pages(struct server *server, struct arena *arena, struct str **paths)
{
	struct location *pages;
	size_t count =
		live_concerned(server->answerer.live, (struct str){ 0 }, arena, &pages);

	*paths = ARENA_ARRAY(arena, struct str, count);
	for (size_t i = 0; i < count; i++)
		(*paths)[i] = pages[i].path;
	return count;
}
