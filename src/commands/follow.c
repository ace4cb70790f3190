#include "commands/follow.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/attr.h"
#include "build/watch.h"
#include "commands/terminal.h"

/* An editor who pauses for so long is not about to save again. */
#define IDLE_MS 300

static const struct str roots[] = {
	STR_INIT("content"),   STR_INIT("templates"), STR_INIT("data"),
	STR_INIT("static"),    STR_INIT("site.yaml"), STR_INIT("urls.txt"),
	STR_INIT("words.txt"),
};

static void fill_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGTERM);
}

void follow_block_signals(void)
{
	sigset_t signals;

	fill_signals(&signals);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

static void save(struct build *build)
{
	struct diags diags = { 0 };

	build_save(build, &diags);
	print_diags(&diags);
	diags_clear(&diags);
}

/* False if a signal was faster. */
static bool begin_building(struct follower *follower)
{
	pthread_mutex_lock(&follower->mutex);
	follower->is_building = !follower->is_stopped;
	pthread_mutex_unlock(&follower->mutex);
	return !follower->is_stopped;
}

static void end_building(struct follower *follower, const struct build_result *result,
                         struct diags *diags)
{
	follower->built(follower->context, result, diags);
	fflush(stdout);
	diags_clear(diags);
	pthread_mutex_lock(&follower->mutex);
	follower->is_building = false;
	pthread_mutex_unlock(&follower->mutex);
}

/* Wait for saves, and remember what was done when there is time; false at the end. */
static bool follow_once(struct follower *follower, bool *is_saved)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct build_result result;
	struct changes changes;
	enum watch_event event = watch_wait(follower->watcher, *is_saved ? -1 : IDLE_MS,
	                                    &arena, &changes, &diags);
	bool goes_on = event != WATCH_STOPPED;

	print_diags(&diags); /* of the watcher */
	diags_clear(&diags);
	if (event == WATCH_TIMEOUT) {
		save(follower->build);
		*is_saved = true;
	} else if (event == WATCH_CHANGED && begin_building(follower)) {
		build_update(follower->build, &changes, &result, &diags);
		end_building(follower, &result, &diags);
		*is_saved = false;
	}
	arena_clear(&arena);
	return goes_on;
}

static bool fail(struct follower *follower, enum exit_status status)
{
	pthread_mutex_lock(&follower->mutex);
	follower->status = status;
	pthread_mutex_unlock(&follower->mutex);
	return false;
}

static bool open_build(struct follower *follower)
{
	struct diags diags = { 0 };
	struct build_result result;

	follower->build = build_open(follower->options, &result, &diags);
	print_diags(&diags);
	diags_clear(&diags);
	if (!follower->build)
		fail(follower, result.system_failed ? EXIT_SYSTEM : EXIT_CONTENT);
	return follower->build != NULL;
}

/* Saves are noted from before the sources are read for the first time. */
static bool open_watcher(struct follower *follower)
{
	struct watch_options options = {
		.roots = { roots, ARRAY_LEN(roots) },
		.ignored = follower->options->output.len ? follower->options->output
		                                         : STR("public"),
	};
	struct diags diags = { 0 };
	struct watcher *watcher;

	if (!follower->watches)
		return true;
	watcher = watch_open(&options, &diags);
	pthread_mutex_lock(&follower->mutex);
	follower->watcher = watcher;
	pthread_mutex_unlock(&follower->mutex);
	print_diags(&diags);
	diags_clear(&diags);
	if (!watcher)
		fail(follower, EXIT_SYSTEM);
	return watcher != NULL;
}

static bool build_first(struct follower *follower)
{
	struct diags diags = { 0 };
	struct build_result result;

	if (follower->opened && !follower->opened(follower->context, follower->build))
		return fail(follower, EXIT_SYSTEM);
	build_run(follower->build, &result, &diags);
	end_building(follower, &result, &diags);
	return true;
}

/* Build until stopped, or once. If not even once, the signal comes from here. */
static void *run_builder(void *context)
{
	struct follower *follower = context;
	bool is_saved = false;

	if (!open_build(follower) || !open_watcher(follower) || !build_first(follower))
		kill(getpid(), SIGTERM);
	else
		while (follower->watches && follow_once(follower, &is_saved))
			;
	return NULL;
}

/* Whatever the builder is at, it is over soon; a build is cut off. */
static void stop(struct follower *follower)
{
	pthread_mutex_lock(&follower->mutex);
	follower->is_stopped = true;
	if (follower->is_building && follower->status == EXIT_DONE) {
		end_progress();
		fflush(stdout);
		_exit(EXIT_DONE);
	}
	if (follower->watcher)
		watch_stop(follower->watcher);
	pthread_mutex_unlock(&follower->mutex);
}

static void close_all(struct follower *follower)
{
	if (follower->closing)
		follower->closing(follower->context);
	if (follower->watcher)
		watch_close(follower->watcher);
	if (follower->build && follower->status == EXIT_DONE)
		save(follower->build);
	build_close(follower->build);
}

enum exit_status follow(struct follower *follower)
{
	pthread_t builder;
	sigset_t signals;
	int signal;

	fill_signals(&signals);
	follower->status = EXIT_DONE;
	follower->is_building = true; /* from the start */
	pthread_mutex_init(&follower->mutex, NULL);
	if (pthread_create(&builder, NULL, run_builder, follower) != 0) {
		fputs("broadsheet: cannot start a thread\n", stderr);
		return EXIT_SYSTEM;
	}
	sigwait(&signals, &signal);
	stop(follower);
	pthread_join(builder, NULL);
	close_all(follower);
	pthread_mutex_destroy(&follower->mutex);
	return follower->status;
}
