/*
 * why: what made a page, and what made it stale last time.
 */
#include <stdio.h>

#include "base/attr.h"
#include "build/why.h"
#include "commands/terminal.h"
#include "commands/verbs.h"

static struct str output;

static const struct option options[] = {
	{ 'o', "output", OPTION_TEXT, "DIR", "the site was written to DIR (public)",
	  &output },
	{ 0 },
};

static bool has_line(struct str lines, struct str line)
{
	struct str one;

	while (lines.len) {
		str_cut(lines, '\n', &one, &lines);
		if (str_eq(one, line))
			return true;
	}
	return false;
}

static void print_why(const struct why *why)
{
	struct str lines = why->reasons, line;

	printf("%.*s\n", STR_ARG(why->path));
	if (why->source.len)
		printf("  made from %.*s\n", STR_ARG(why->source));
	if (why->is_unfinished)
		puts("  is to be made again: the last build did not make it");
	puts("  was made last because of");
	while (lines.len) {
		str_cut(lines, '\n', &line, &lines);
		printf("    %.*s\n", STR_ARG(line));
	}
	puts("  read then");
	for (size_t i = 0; i < why->facts.count; i++)
		printf("    %.*s%s\n", STR_ARG(why->facts.items[i]),
		       has_line(why->reasons, why->facts.items[i]) ? "  (had changed)"
		                                                   : "");
}

static struct value lines_value(struct str lines, struct arena *arena)
{
	struct value_builder list = { .arena = arena };
	struct str line;

	while (lines.len) {
		str_cut(lines, '\n', &line, &lines);
		value_add_item(&list, value_str(line));
	}
	return value_built_list(&list);
}

static struct value why_value(const struct why *why, struct arena *arena)
{
	struct value_builder dict = { .arena = arena }, facts = { .arena = arena };

	for (size_t i = 0; i < why->facts.count; i++) {
		struct value_builder fact = { .arena = arena };

		value_add(&fact, STR("fact"), value_str(why->facts.items[i]));
		value_add(&fact, STR("changed"),
		          value_bool(has_line(why->reasons, why->facts.items[i])));
		value_add_item(&facts, value_built_dict(&fact));
	}
	value_add(&dict, STR("path"), value_str(why->path));
	if (why->source.len)
		value_add(&dict, STR("source"), value_str(why->source));
	value_add(&dict, STR("unfinished"), value_bool(why->is_unfinished));
	value_add(&dict, STR("reasons"), lines_value(why->reasons, arena));
	value_add(&dict, STR("reads"), value_built_list(&facts));
	return value_built_dict(&dict);
}

static enum exit_status why_run(struct str *operands, size_t count)
{
	struct arena arena = { 0 };
	struct value_builder all = { .arena = &arena };
	struct diags diags = { 0 };
	struct why *found;
	size_t pages;
	bool ok;

	(void)count;
	if (output.len == 0)
		output = STR("public");
	ok = why_find(output, operands[0], &arena, &found, &pages, &diags);
	print_diags(&diags);
	for (size_t i = 0; i < pages; i++) {
		if (globals.json)
			value_add_item(&all, why_value(&found[i], &arena));
		else
			print_why(&found[i]);
	}
	if (ok && globals.json)
		print_json(value_built_list(&all));
	diags_clear(&diags);
	arena_clear(&arena);
	return ok ? EXIT_DONE : EXIT_CONTENT;
}

const struct command why_command = {
	.name = "why",
	.operands = "PATH-OR-URL",
	.summary = "Say what a page was made from, and why it was made last.",
	.details =
		"The page is named by its URL, by its path in the output, or by its source.\n"
		"What it read is listed as facts: 'card:content/a.md' is what lists show of\n"
		"an article, 'template:article.html' a template's text.",
	.options = options,
	.least = 1,
	.most = 1,
	.run = why_run,
};
