/*
 * check: see that the site can be published: its links, pictures, HTML and old URLs.
 */
#include <stdio.h>

#include "check/check.h"
#include "commands/summary.h"
#include "commands/terminal.h"
#include "commands/verbs.h"

static struct check_options check;
static struct str host;

static const struct option options[] = {
	{ 'o', "output", OPTION_TEXT, "DIR",
	  "write the site to DIR (public), and check it", &check.build.output },
	{ 'j', "jobs", OPTION_COUNT, "N", "use N threads (one for each processor)",
	  &check.build.jobs },
	{ 0, "date", OPTION_DATE, "YYYY-MM-DD",
	  "the day: for embargo, expiry, the future", &check.build.date },
	{ 0, "drafts", OPTION_FLAG, NULL, "publish drafts too", &check.build.drafts },
	{ 0, "host", OPTION_TEXT, "NAME", "what github, netlify, cloudflare or s3 takes",
	  &host },
	{ 0, "publish", OPTION_FLAG, NULL,
	  "bring urls.txt and words.txt up to date, if all is well", &check.publish },
	{ 0, "strict", OPTION_FLAG, NULL, "make every warning an error",
	  &check.build.strict },
	{ 0 },
};

static struct value message_value(const struct diag *diag, struct arena *arena)
{
	struct value_builder one = { .arena = arena };

	value_add(&one, STR("level"),
	          value_str(diag->level == DIAG_ERROR ? STR("error") : STR("warning")));
	if (diag->path.len)
		value_add(&one, STR("path"), value_str(diag->path));
	if (diag->line) {
		value_add(&one, STR("line"), value_int((int64_t)diag->line));
		value_add(&one, STR("column"), value_int((int64_t)diag->column));
	}
	value_add(&one, STR("message"), value_str(diag->message));
	if (diag->hint.len)
		value_add(&one, STR("hint"), value_str(diag->hint));
	return value_built_dict(&one);
}

static void print_object(const struct check_result *result, const struct diags *diags)
{
	struct arena arena = { 0 };
	struct value_builder all = { .arena = &arena };
	struct value *messages =
		ARENA_ARRAY(&arena, struct value, diags->errors + diags->warnings);
	size_t count = 0;

	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		messages[count++] = message_value(diag, &arena);
	value_add(&all, STR("files"), value_int((int64_t)result->files));
	value_add(&all, STR("pages"), value_int((int64_t)result->pages));
	value_add(&all, STR("links"), value_int((int64_t)result->links));
	value_add(&all, STR("bytes"), value_int((int64_t)result->bytes));
	value_add(&all, STR("added"), value_int((int64_t)result->published.urls));
	value_add(&all, STR("counted"), value_int(result->published.counted));
	value_add(&all, STR("errors"), value_int((int64_t)diags->errors));
	value_add(&all, STR("warnings"), value_int((int64_t)diags->warnings));
	value_add(&all, STR("messages"), value_list(messages, count));
	print_json(value_built_dict(&all));
	arena_clear(&arena);
}

static void print_lines(const struct check_result *result, const struct diags *diags)
{
	printf("%zu page%s, %zu link%s, %zu file%s: %zu error%s, %zu warning%s\n",
	       result->pages, plural(result->pages), result->links, plural(result->links),
	       result->files, plural(result->files), diags->errors, plural(diags->errors),
	       diags->warnings, plural(diags->warnings));
	if (result->published.urls)
		printf("%zu new URL%s in urls.txt\n", result->published.urls,
		       plural(result->published.urls));
	if (result->published.counted)
		printf("words of %u article%s counted for words.txt\n",
		       result->published.counted, plural(result->published.counted));
}

static enum exit_status check_run(struct str *operands, size_t count)
{
	struct check_result result;
	struct diags diags = { 0 };
	enum exit_status status;
	bool ok;

	(void)operands;
	(void)count;
	check.host = host_find(host);
	if (host.len && !check.host)
		return usage_error("no host is called '%.*s': there are %s",
		                   STR_ARG(host), host_names);
	if (check.build.output.len == 0)
		check.build.output = STR("public");
	check.build.progress = show_progress;
	check.build.busy = say_busy;
	check.today = today();
	ok = check_site(&check, &result, &diags);
	end_progress();
	print_diags(&diags);
	if (globals.json)
		print_object(&result, &diags);
	else if (!globals.quiet)
		print_lines(&result, &diags);
	status = result.system_failed ? EXIT_SYSTEM : ok ? EXIT_DONE : EXIT_CONTENT;
	diags_clear(&diags);
	return status;
}

const struct command check_command = {
	.name = "check",
	.summary = "See that the site can be published: links, pictures, HTML, old URLs.",
	.details =
		"Brings the output up to date, then reads every page of it. Broken links, missing\n"
		"files, HTML that is not well-formed, URLs of urls.txt that vanished and what the\n"
		"host does not take are errors; the rest are warnings. Drafts and the date are as\n"
		"in the last build, unless they are given.",
	.options = options,
	.run = check_run,
};
