/*
 * watch: build, and build again whenever a source changes.
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/attr.h"
#include "build/build.h"
#include "build/watch.h"
#include "commands/summary.h"
#include "commands/terminal.h"
#include "commands/verbs.h"

static struct build_options build;

static const struct option options[] = {
	{ 'o', "output", OPTION_TEXT, "DIR", "write the site to DIR (public)",
	  &build.output },
	{ 'j', "jobs", OPTION_COUNT, "N", "use N threads (one for each processor)",
	  &build.jobs },
	{ 0, "date", OPTION_DATE, "YYYY-MM-DD", "the day for embargo and expiry",
	  &build.date },
	{ 0, "drafts", OPTION_FLAG, NULL, "publish drafts too", &build.drafts },
	{ 0 },
};

static const struct str roots[] = {
	STR_INIT("content"), STR_INIT("templates"), STR_INIT("data"),
	STR_INIT("static"),  STR_INIT("site.yaml"),
};

/* For the signal handler. */
static struct watcher *watcher;
static volatile sig_atomic_t is_waiting, is_stopped;

/*
 * A build that is interrupted leaves nothing that the next one does not put right, so
 * that there is nothing to wait for.
 */
static void stop(int signal)
{
	(void)signal;
	is_stopped = 1;
	if (!is_waiting)
		_exit(EXIT_DONE);
	watch_stop(watcher);
}

static void stop_on_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = stop };

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ARRAY_LEN(signals); i++)
		sigaction(signals[i], &action, NULL);
}

/* What the changes were makes no difference yet: a build looks at everything. */
static void rebuild(const struct changes *changes, struct diags *diags)
{
	struct build_result result;

	(void)changes;
	build_site(&build, &result, diags);
	print_build_messages(&result, diags);
	print_summary(&build, &result, diags);
	fflush(stdout);
	diags_clear(diags);
}

static enum exit_status watch_run(struct str *operands, size_t count)
{
	struct watch_options watch = { .roots = { roots, ARRAY_LEN(roots) },
		                       .ignored = build.output };
	struct changes changes = { .rescan = true };
	enum watch_event event = WATCH_CHANGED;
	struct diags diags = { 0 };
	struct arena arena = { 0 };

	(void)operands;
	(void)count;
	build.progress = show_progress;
	build.busy = say_busy;
	stop_on_signals();
	watcher = watch_open(&watch, &diags);
	if (!watcher) {
		print_diags(&diags);
		diags_clear(&diags);
		return EXIT_SYSTEM;
	}
	while (event == WATCH_CHANGED) {
		rebuild(&changes, &diags);
		arena_reset(&arena);
		is_waiting = 1;
		event = watch_wait(watcher, -1, &arena, &changes, &diags);
		is_waiting = 0;
		if (is_stopped)
			break;
	}
	watch_close(watcher);
	diags_clear(&diags);
	arena_clear(&arena);
	return EXIT_DONE;
}

const struct command watch_command = {
	.name = "watch",
	.summary = "Build, and build again whenever a source changes.",
	.details = "Prints a line for each build, and every message. Ctrl-C ends it.",
	.options = options,
	.run = watch_run,
};
