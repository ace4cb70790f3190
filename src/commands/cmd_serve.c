/*
 * serve: build the site, and preview it in a browser.
 *
 * The first build runs on a thread of its own, so that the signals which end the command
 * find this one waiting for them. The port is bound before: a browser that is too early
 * has to wait, and finds the site as it is.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "archive/config.h"
#include "base/arena.h"
#include "base/files.h"
#include "build/build.h"
#include "commands/terminal.h"
#include "commands/verbs.h"
#include "serve/server.h"

#define PORT       8000
#define CONFIG_MAX ((size_t)1 << 20) /* of site.yaml, as build/loader.c has it */

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

struct preview_run {
	struct server *server;
	enum exit_status status;
	atomic_bool is_built;
};

static bool is_site(void)
{
	struct files *files = files_open_disk(STR("."));
	struct file_info info;
	bool is = files_stat(files, STR("site.yaml"), &info) == FILE_OK ||
	          files_stat(files, STR("content"), &info) == FILE_OK;

	files_close(files);
	return is;
}

/* Where the site begins, by its settings. If these are wrong, the build says so. */
static struct str site_home(struct arena *arena)
{
	struct files *files = files_open_disk(STR("."));
	struct source source = { STR("site.yaml"), { 0 } };
	struct diags diags = { 0 };
	struct config config;
	struct str home = STR("/");

	if (files_read(files, source.path, CONFIG_MAX, arena, &source.text, NULL) ==
	            FILE_OK &&
	    config_read(&source, arena, &config, &diags))
		home = config.home;
	diags_clear(&diags);
	files_close(files);
	return home;
}

/* Bring the output up to date, and show in the browser what is wrong. */
static void build_and_show(struct server *server)
{
	struct build_result result;
	struct diags diags = { 0 };

	build_site(&build, &result, &diags);
	end_progress();
	print_diags(&diags);
	server_show_errors(server, &diags);
	diags_clear(&diags);
}

static void *run_builder(void *context)
{
	struct preview_run *run = context;
	struct str url = server_url(run->server);
	struct diags diags = { 0 };

	build_and_show(run->server);
	if (!server_start(run->server, &diags)) {
		print_diags(&diags);
		run->status = EXIT_SYSTEM;
		kill(getpid(), SIGTERM);
	} else if (!globals.quiet) {
		printf("Serving %.*s%s at %.*s (Ctrl-C ends)\n", STR_ARG(build.output),
		       str_has_suffix(build.output, STR("/")) ? "" : "/", STR_ARG(url));
		fflush(stdout);
	}
	diags_clear(&diags);
	atomic_store(&run->is_built, true);
	return NULL;
}

/* Until a signal says that it is enough. */
static enum exit_status preview(struct server *server, const sigset_t *signals)
{
	struct preview_run run = { .server = server };
	pthread_t builder;
	int signal;

	if (pthread_create(&builder, NULL, run_builder, &run) != 0) {
		fputs("broadsheet: cannot start a thread\n", stderr);
		server_stop(server);
		return EXIT_SYSTEM;
	}
	sigwait(signals, &signal);
	if (!atomic_load(&run.is_built)) {
		/* A build may be cut off anywhere: the next one puts it right. */
		end_progress();
		fflush(stdout);
		_exit(EXIT_DONE);
	}
	pthread_join(builder, NULL);
	server_stop(server);
	return run.status;
}

/* There is no site: the build has words for that. */
static enum exit_status build_for_errors(void)
{
	struct build_result result;
	struct diags diags = { 0 };

	build_site(&build, &result, &diags);
	print_diags(&diags);
	diags_clear(&diags);
	return EXIT_CONTENT;
}

static enum exit_status serve_run(struct str *operands, size_t count)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	enum exit_status status = EXIT_SYSTEM;
	struct server_options wanted = { 0 };
	struct server *server;
	sigset_t signals;

	(void)operands;
	(void)count;
	build.progress = show_progress;
	if (!is_site())
		return build_for_errors();
	if (build.output.len == 0)
		build.output = STR("public");
	wanted.folder = build.output;
	wanted.home = site_home(&arena);
	wanted.address = address;
	wanted.port = port ? port : PORT;
	wanted.port_is_fixed = port != 0;
	signal(SIGPIPE, SIG_IGN); /* a browser that goes away ends nothing */
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL); /* in all threads, from now on */
	server = server_open(&wanted, &diags);
	print_diags(&diags);
	if (server)
		status = preview(server, &signals);
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
