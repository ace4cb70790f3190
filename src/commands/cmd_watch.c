/*
 * watch: build, and build again whenever a source changes.
 */
#include "build/build.h"
#include "commands/follow.h"
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

static void say_built(void *context, const struct build_result *result,
                      struct diags *diags)
{
	(void)context;
	print_build_messages(result, diags);
	print_summary(&build, result, diags);
}

static enum exit_status watch_run(struct str *operands, size_t count)
{
	struct follower follower = {
		.options = &build,
		.watches = true,
		.built = say_built,
	};

	(void)operands;
	(void)count;
	build.progress = show_progress;
	build.busy = say_busy;
	follow_block_signals();
	return follow(&follower);
}

const struct command watch_command = {
	.name = "watch",
	.summary = "Build, and build again whenever a source changes.",
	.details = "Prints a line for each build, and every message. Ctrl-C ends it.",
	.options = options,
	.run = watch_run,
};
