#include "commands/summary.h"

#include <stdio.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "commands/command.h"
#include "commands/terminal.h"

static int64_t peak_memory(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (int64_t)usage.ru_maxrss * 1024;
}

static double total_ms(const struct build_result *result)
{
	return result->load_ms + result->plan_ms + result->render_ms + result->finish_ms;
}

static void print_object(const struct build_result *result, const struct diags *diags)
{
	struct arena arena = { 0 };
	struct value_builder all = { .arena = &arena }, ms = { .arena = &arena };

	value_add(&ms, STR("load"), value_float(result->load_ms));
	value_add(&ms, STR("plan"), value_float(result->plan_ms));
	value_add(&ms, STR("render"), value_float(result->render_ms));
	value_add(&ms, STR("finish"), value_float(result->finish_ms));
	value_add(&ms, STR("total"), value_float(total_ms(result)));
	value_add(&all, STR("articles"), value_int((int64_t)result->articles));
	value_add(&all, STR("drafts"), value_int((int64_t)result->drafts));
	value_add(&all, STR("embargoed"), value_int((int64_t)result->embargoed));
	value_add(&all, STR("expired"), value_int((int64_t)result->expired));
	value_add(&all, STR("parsed"), value_int((int64_t)result->parsed));
	value_add(&all, STR("failed"), value_int((int64_t)result->failed));
	value_add(&all, STR("pages"), value_int((int64_t)result->pages));
	value_add(&all, STR("rendered"), value_int((int64_t)result->rendered));
	value_add(&all, STR("written"), value_int((int64_t)result->written));
	value_add(&all, STR("deleted"), value_int((int64_t)result->deleted));
	value_add(&all, STR("unchanged"), value_int((int64_t)result->unchanged));
	value_add(&all, STR("bytes"), value_int((int64_t)result->bytes));
	value_add(&all, STR("errors"), value_int((int64_t)diags->errors));
	value_add(&all, STR("warnings"), value_int((int64_t)diags->warnings));
	value_add(&all, STR("milliseconds"), value_built_dict(&ms));
	value_add(&all, STR("peak_memory"), value_int(peak_memory()));
	print_json(value_built_dict(&all));
	arena_clear(&arena);
}

static void print_left_out(size_t count, const char *why)
{
	if (count)
		printf("  %zu article%s left out: %s\n", count, plural(count), why);
}

static void print_lines(const struct build_options *options,
                        const struct build_result *result, const struct diags *diags)
{
	printf("%zu article%s, %zu page%s: %zu written, %zu unchanged, %zu deleted, in %.2f s\n",
	       result->articles, plural(result->articles), result->pages,
	       plural(result->pages), result->written, result->unchanged, result->deleted,
	       total_ms(result) / 1e3);
	if (globals.verbose)
		printf("  load %.0f ms, plan %.0f ms, render %.0f ms, finish %.0f ms, peak memory %.0f MiB\n",
		       result->load_ms, result->plan_ms, result->render_ms,
		       result->finish_ms, (double)peak_memory() / 1048576);
	print_left_out(result->drafts, "drafts (--drafts publishes them)");
	print_left_out(result->embargoed,
	               options->date.year ? "under embargo"
	                                  : "under embargo (--date says what day it is)");
	print_left_out(result->expired, "expired");
	if (diags->errors + diags->warnings)
		printf("%zu error%s, %zu warning%s\n", diags->errors,
		       plural(diags->errors), diags->warnings, plural(diags->warnings));
}

void print_build_messages(const struct build_result *result, const struct diags *diags)
{
	end_progress();
	print_diags(diags);
	if (result->note && !globals.quiet)
		fprintf(stderr, "note: %s\n", result->note);
}

void print_summary(const struct build_options *options, const struct build_result *result,
                   const struct diags *diags)
{
	if (globals.json)
		print_object(result, diags);
	else if (!globals.quiet)
		print_lines(options, result, diags);
}

void say_busy(void *context)
{
	(void)context;
	fputs("another build of this output is under way: waiting for it\n", stderr);
}
