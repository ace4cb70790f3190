/*
 * serve: build the site, and preview it in a browser.
 *
 * The port is bound first; as soon as the articles are known, pages can be had, made on
 * demand until they are in the output.
 */
#include <signal.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/files.h"
#include "build/build.h"
#include "build/loader.h"
#include "commands/follow.h"
#include "commands/summary.h"
#include "commands/terminal.h"
#include "commands/verbs.h"
#include "serve/server.h"

#define PORT 8000

static struct build_options build;
static struct str address;
static unsigned port;
static bool no_watch;

static const struct option options[] = {
	{ 0, "bind", OPTION_TEXT, "ADDR", "listen at ADDR (127.0.0.1)", &address },
	{ 'p', "port", OPTION_COUNT, "N", "listen at port N (the first free from 8000)",
	  &port },
	{ 'o', "output", OPTION_TEXT, "DIR", "write the site to DIR (public)",
	  &build.output },
	{ 'j', "jobs", OPTION_COUNT, "N", "use N threads (one for each processor)",
	  &build.jobs },
	{ 0, "date", OPTION_DATE, "YYYY-MM-DD", "the day for embargo and expiry",
	  &build.date },
	{ 0, "drafts", OPTION_FLAG, NULL, "publish drafts too", &build.drafts },
	{ 0, "no-watch", OPTION_FLAG, NULL, "build once, and not after every save",
	  &no_watch },
	{ 0 },
};

/* What the server and the builder share. */
struct preview {
	struct server *server;
	struct build *build;
};

/* Where the site begins, by its settings. If these are wrong, the build says so. */
static struct str site_home(struct arena *arena)
{
	struct files *files = files_open_disk(STR("."));
	struct diags diags = { 0 };
	struct config config;
	enum file_status status;
	struct str home = STR("/");

	if (load_config(files, arena, &config, &status, &diags))
		home = config.home;
	diags_clear(&diags);
	files_close(files);
	return home;
}

static bool render_page(void *context, struct str url, struct buf *bytes)
{
	struct preview *preview = context;

	return build_render(preview->build, url, bytes);
}

/* Pages can be had from now on, though nothing may be built yet. */
static bool start_serving(void *context, struct build *opened)
{
	struct preview *preview = context;
	struct str url = server_url(preview->server);
	struct diags diags = { 0 };
	bool is_started;

	preview->build = opened; /* which the server's threads ask for pages */
	is_started = server_start(preview->server, &diags);
	print_diags(&diags);
	diags_clear(&diags);
	if (!is_started || globals.quiet)
		return is_started;
	printf("Serving %.*s%s at %.*s (Ctrl-C ends)\n", STR_ARG(build.output),
	       str_has_suffix(build.output, STR("/")) ? "" : "/", STR_ARG(url));
	fflush(stdout);
	return true;
}

static void show_built(void *context, const struct build_result *result,
                       struct diags *diags)
{
	struct preview *preview = context;

	print_build_messages(result, diags);
	server_show_errors(preview->server, diags);
	print_summary(&build, result, diags);
}

static void stop_serving(void *context)
{
	struct preview *preview = context;

	server_stop(preview->server);
}

static void tell_written(void *context, struct str path, bool is_removed)
{
	struct preview *preview = context;

	server_announce(preview->server, path,
	                is_removed ? SERVER_REMOVED : SERVER_WRITTEN);
}

static void tell_swapped(void *context)
{
	struct preview *preview = context;

	server_announce_all(preview->server);
}

static size_t ask_urgent(void *context, struct arena *arena, struct str **paths)
{
	struct preview *preview = context;

	return server_open_pages(preview->server, arena, paths);
}

static enum exit_status serve_run(struct str *operands, size_t count)
{
	struct preview preview = { 0 };
	struct follower follower = {
		.options = &build,
		.watches = !no_watch,
		.context = &preview,
		.opened = start_serving,
		.built = show_built,
		.closing = stop_serving,
	};
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	enum exit_status status = EXIT_SYSTEM;

	(void)operands;
	(void)count;
	if (build.output.len == 0)
		build.output = STR("public");
	build.context = &preview;
	build.progress = show_progress;
	build.busy = say_busy;
	build.written = tell_written;
	build.swapped = tell_swapped;
	build.urgent = ask_urgent;
	signal(SIGPIPE, SIG_IGN); /* a browser that goes away ends nothing */
	follow_block_signals();
	preview.server = server_open(
		&(struct server_options){
			.folder = build.output,
			.home = site_home(&arena),
			.address = address,
			.port = port ? port : PORT,
			.port_is_fixed = port != 0,
			.host = { &preview, render_page },
		},
		&diags);
	print_diags(&diags);
	if (preview.server)
		status = follow(&follower);
	diags_clear(&diags);
	arena_clear(&arena);
	return status;
}

const struct command serve_command = {
	.name = "serve",
	.summary = "Build the site, and preview it in a browser.",
	.details =
		"Pages that are open reload themselves when they change, and show the errors\n"
		"of a build. Nothing but this machine can connect, unless --bind says so.",
	.options = options,
	.run = serve_run,
};
