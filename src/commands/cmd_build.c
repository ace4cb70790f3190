/*
 * build: bring public/ up to date.
 */
#include <stdio.h>

#include "build/build.h"
#include "commands/summary.h"
#include "commands/terminal.h"
#include "commands/verbs.h"

static struct build_options build;
static unsigned shard[2];
static bool explain;

static const struct option options[] = {
	{ 'o', "output", OPTION_TEXT, "DIR", "write the site to DIR (public)",
	  &build.output },
	{ 'j', "jobs", OPTION_COUNT, "N", "use N threads (one for each processor)",
	  &build.jobs },
	{ 0, "date", OPTION_DATE, "YYYY-MM-DD", "the day for embargo and expiry",
	  &build.date },
	{ 0, "drafts", OPTION_FLAG, NULL, "publish drafts too", &build.drafts },
	{ 0, "clean", OPTION_FLAG, NULL, "make the output anew, from nothing",
	  &build.clean },
	{ 'x', "explain", OPTION_FLAG, NULL, "say why each page was made", &explain },
	{ 0, "strict", OPTION_FLAG, NULL, "make every warning an error", &build.strict },
	{ 0, "shard", OPTION_SHARD, "I/N", "make only the I-th of N parts of the pages",
	  shard },
	{ 0 },
};

/* "2014/02/a.html: card:content/2014/02/b.md, template:article.html" */
static void print_reasons(void *context, struct str path, struct str reasons)
{
	struct str reason;

	(void)context;
	printf("%.*s: ", STR_ARG(path));
	while (reasons.len) {
		str_cut(reasons, '\n', &reason, &reasons);
		printf("%.*s%s", STR_ARG(reason), reasons.len ? ", " : "");
	}
	putchar('\n');
}

static enum exit_status run_build(struct str *operands, size_t count)
{
	struct build_result result;
	struct diags diags = { 0 };
	struct build *open;
	enum exit_status status;
	bool ok;

	(void)operands;
	(void)count;
	build.shard = shard[0];
	build.shards = shard[1];
	build.progress = show_progress;
	build.busy = say_busy;
	open = build_open(&build, &result, &diags);
	ok = open && build_run(open, &result, &diags);
	print_build_messages(&result, &diags);
	if (open && explain && !globals.json)
		build_explain(open, print_reasons, NULL);
	build_close(open);
	print_summary(&build, &result, &diags);
	status = result.system_failed ? EXIT_SYSTEM : ok ? EXIT_DONE : EXIT_CONTENT;
	diags_clear(&diags);
	return status;
}

const struct command build_command = {
	.name = "build",
	.summary = "Bring public/ up to date with content/ and templates/.",
	.details =
		"Every error is reported, in order of the paths. A page that cannot be made\n"
		"leaves the previous one where it is; all others are brought up to date.",
	.options = options,
	.run = run_build,
};
