/*
 * verify: see that the output is what a build from nothing makes.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "build/verify.h"
#include "commands/terminal.h"
#include "commands/verbs.h"

static struct build_options build;

static const struct option options[] = {
	{ 'o', "output", OPTION_TEXT, "DIR", "the site was written to DIR (public)",
	  &build.output },
	{ 0, "date", OPTION_DATE, "YYYY-MM-DD", "the day for embargo and expiry",
	  &build.date },
	{ 0, "drafts", OPTION_FLAG, NULL, "drafts are published, too", &build.drafts },
	{ 0 },
};

/* Nothing of the machine's may matter: be somewhere else, and speak another language. */
static void move_elsewhere(void)
{
	static const char *const locales[] = { "tr_TR.UTF-8", "ar_EG.UTF-8",
		                               "de_DE.UTF-8", "C.UTF-8", "C" };

	setenv("TZ", "Pacific/Kiritimati", 1);
	tzset();
	for (size_t i = 0; i < ARRAY_LEN(locales); i++)
		if (setlocale(LC_ALL, locales[i]))
			break;
}

static unsigned other_jobs(void)
{
	return sysconf(_SC_NPROCESSORS_ONLN) == 3 ? 2 : 3;
}

static void print_verified(size_t files, bool ok)
{
	struct arena arena = { 0 };
	struct value_builder dict = { .arena = &arena };

	if (globals.json) {
		value_add(&dict, STR("verified"), value_bool(ok));
		value_add(&dict, STR("files"), value_int((int64_t)files));
		print_json(value_built_dict(&dict));
	} else if (ok && !globals.quiet) {
		printf("%zu file%s: %.*s is what a build from nothing makes\n", files,
		       plural(files), STR_ARG(build.output));
	}
	arena_clear(&arena);
}

static enum exit_status verify_run(struct str *operands, size_t count)
{
	struct build_result result;
	struct diags diags = { 0 };
	enum exit_status status;
	size_t files;
	bool ok;

	(void)operands;
	(void)count;
	if (build.output.len == 0)
		build.output = STR("public");
	build.jobs = other_jobs();
	build.progress = show_progress;
	move_elsewhere();
	ok = verify_output(&build, &result, &files, &diags);
	end_progress();
	diags_sort(&diags);
	print_diags(&diags);
	print_verified(files, ok);
	status = result.system_failed ? EXIT_SYSTEM : ok ? EXIT_DONE : EXIT_CONTENT;
	diags_clear(&diags);
	return status;
}

const struct command verify_command = {
	.name = "verify",
	.summary = "See that public/ is, byte for byte, what a build from nothing makes.",
	.details =
		"Builds the site again beside it, with another number of threads, in another\n"
		"order, time zone and locale. What differs is named; status 1 then. Drafts and\n"
		"the date are as in the last build, unless they are given.",
	.options = options,
	.run = verify_run,
};
