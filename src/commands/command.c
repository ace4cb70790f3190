#include "commands/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "commands/terminal.h"
#include "commands/verbs.h"
#include "commands/version.h"

struct globals globals;

static const struct command *const commands[] = {
	&new_command,    &build_command, &serve_command,   &watch_command,
	&show_command,   &why_command,   &verify_command,  &check_command,
	&import_command, &help_command,  &version_command,
};

static const struct option global_options[] = {
	{ 'C', "directory", OPTION_TEXT, "DIR", "work in DIR instead of here",
	  &globals.folder },
	{ 'q', "quiet", OPTION_FLAG, NULL, "say only what went wrong", &globals.quiet },
	{ 'v', "verbose", OPTION_FLAG, NULL, "say more", &globals.verbose },
	{ 0, "json", OPTION_FLAG, NULL, "print the result as one JSON object",
	  &globals.json },
	{ 0 },
};

enum exit_status usage_error(const char *fmt, ...)
{
	va_list args;

	fputs("broadsheet: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputs("\n  hint: try 'broadsheet help'\n", stderr);
	return EXIT_USAGE;
}

const struct command *command_find(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (str_eq(str_of(commands[i]->name), name))
			return commands[i];
	return NULL;
}

static enum exit_status unknown_command(struct str name)
{
	struct str names[ARRAY_LEN(commands)], near;

	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		names[i] = str_of(commands[i]->name);
	near = str_nearest(name, names, ARRAY_LEN(names));
	fprintf(stderr, "broadsheet: unknown command '%.*s'\n", STR_ARG(name));
	if (near.len)
		fprintf(stderr, "  hint: did you mean '%.*s'?\n", STR_ARG(near));
	else
		fputs("  hint: 'broadsheet help' lists them\n", stderr);
	return EXIT_USAGE;
}

static const struct option *find_option(const struct option *options, struct str name,
                                        char letter)
{
	for (; options && options->name; options++)
		if (letter ? options->letter == letter
		           : str_eq(str_of(options->name), name))
			return options;
	return NULL;
}

static const struct option *any_option(const struct command *command, struct str name,
                                       char letter)
{
	const struct option *option = find_option(command->options, name, letter);

	return option ? option : find_option(global_options, name, letter);
}

static enum exit_status unknown_option(const struct command *command, struct str word)
{
	struct str names[64], name = word, near;
	size_t count = 0;

	for (const struct option *o = command->options; o && o->name && count < 32; o++)
		names[count++] = str_of(o->name);
	for (const struct option *o = global_options; o->name; o++)
		names[count++] = str_of(o->name);
	str_skip_prefix(&name, STR("--"));
	near = str_nearest(name, names, count);
	fprintf(stderr, "broadsheet: unknown option '%.*s'\n", STR_ARG(word));
	if (near.len)
		fprintf(stderr, "  hint: did you mean '--%.*s'?\n", STR_ARG(near));
	else
		fprintf(stderr, "  hint: 'broadsheet help %s' lists them\n",
		        command->name);
	return EXIT_USAGE;
}

static bool read_shard(struct str text, unsigned shard[2])
{
	struct str part, of;
	int64_t i, n;

	if (!str_cut(text, '/', &part, &of) || !str_to_int(part, &i) ||
	    !str_to_int(of, &n) || i < 1 || n < i || n > 10000)
		return false;
	shard[0] = (unsigned)i;
	shard[1] = (unsigned)n;
	return true;
}

static enum exit_status set_option(const struct option *option, struct str value)
{
	int64_t number;

	switch (option->kind) {
	case OPTION_FLAG:
		*(bool *)option->target = true;
		return EXIT_DONE;
	case OPTION_TEXT:
		*(struct str *)option->target = value;
		return EXIT_DONE;
	case OPTION_COUNT:
		if (!str_to_int(value, &number) || number < 1 || number > 65535)
			return usage_error("--%s takes a number from 1 on, not '%.*s'",
			                   option->name, STR_ARG(value));
		*(unsigned *)option->target = (unsigned)number;
		return EXIT_DONE;
	case OPTION_DATE:
		if (!date_parse(value, option->target))
			return usage_error(
				"--%s takes a date like 2014-02-10, not '%.*s'",
				option->name, STR_ARG(value));
		return EXIT_DONE;
	case OPTION_SHARD:
		if (!read_shard(value, option->target))
			return usage_error("--%s takes I/N, as in 1/4, not '%.*s'",
			                   option->name, STR_ARG(value));
		return EXIT_DONE;
	}
	return EXIT_USAGE;
}

struct words {
	int argc;
	char **argv;
	int at;
};

/* --name, --name=value, --name value */
static enum exit_status read_long(const struct command *command, struct words *words)
{
	struct str word = str_of(words->argv[words->at]), name, value;
	bool has_value = str_cut(str_from(word, 2), '=', &name, &value);
	const struct option *option = any_option(command, name, 0);

	if (!option)
		return unknown_option(command, word);
	if (option->kind == OPTION_FLAG && has_value)
		return usage_error("--%s takes no value", option->name);
	if (option->kind != OPTION_FLAG && !has_value) {
		if (++words->at == words->argc)
			return usage_error("--%s needs a value: %s", option->name,
			                   option->value);
		value = str_of(words->argv[words->at]);
	}
	return set_option(option, value);
}

/* -q, -qv, -CDIR, -C DIR */
static enum exit_status read_short(const struct command *command, struct words *words)
{
	struct str word = str_of(words->argv[words->at]);

	for (size_t i = 1; i < word.len; i++) {
		const struct option *option =
			any_option(command, (struct str){ 0 }, word.ptr[i]);
		struct str value = str_from(word, i + 1);
		enum exit_status status;

		if (!option)
			return unknown_option(command, word);
		if (option->kind != OPTION_FLAG && value.len == 0) {
			if (++words->at == words->argc)
				return usage_error("-%c needs a value: %s",
				                   option->letter, option->value);
			value = str_of(words->argv[words->at]);
		}
		status = set_option(option, value);
		if (status != EXIT_DONE || option->kind != OPTION_FLAG)
			return status;
	}
	return EXIT_DONE;
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static enum exit_status read_words(const struct command *command, struct words *words,
                                   struct str *operands, size_t *count)
{
	bool only_operands = false;

	*count = 0;
	for (; words->at < words->argc; words->at++) {
		struct str word = str_of(words->argv[words->at]);
		enum exit_status status = EXIT_DONE;

		if (!only_operands && str_eq(word, STR("--")))
			only_operands = true;
		else if (!only_operands && str_has_prefix(word, STR("--")))
			status = read_long(command, words);
		else if (!only_operands && word.len > 1 && word.ptr[0] == '-')
			status = read_short(command, words);
		else
			operands[(*count)++] = word;
		if (status != EXIT_DONE)
			return status;
	}
	if (*count < command->least)
		return usage_error("%s needs %s", command->name, command->operands);
	if (*count > command->most)
		return usage_error("%s takes %s; what is '%.*s'?", command->name,
		                   command->operands ? command->operands : "no operands",
		                   STR_ARG(operands[command->most]));
	return EXIT_DONE;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	struct words words = { argc, argv, 1 };
	struct arena arena = { 0 };
	struct str *operands = ARENA_ARRAY(&arena, struct str, (size_t)argc);
	enum exit_status status;
	size_t count;

	status = read_words(command, &words, operands, &count);
	if (status == EXIT_DONE && globals.folder.len &&
	    chdir(arena_cstr(&arena, globals.folder)) != 0) {
		fprintf(stderr, "broadsheet: cannot go to the folder '%.*s'\n",
		        STR_ARG(globals.folder));
		status = EXIT_USAGE;
	}
	if (status == EXIT_DONE)
		status = command->run(operands, count);
	arena_clear(&arena);
	return status;
}

/* What was printed must have arrived: a full disk behind ">" is a failure too. */
static int finish(enum exit_status status)
{
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("broadsheet: cannot write the output\n", stderr);
		return EXIT_SYSTEM;
	}
	return (int)status;
}

int commands_main(int argc, char **argv)
{
	const struct command *command;

	/* -C before the verb, as in git. */
	while (argc > 2 && strcmp(argv[1], "-C") == 0) {
		globals.folder = str_of(argv[2]);
		argc -= 2;
		argv += 2;
	}
	if (argc < 2) {
		print_help();
		finish(EXIT_DONE);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0)
		command = &version_command;
	else if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		command = &help_command;
	else
		command = command_find(str_of(argv[1]));
	if (!command)
		return finish(unknown_command(str_of(argv[1])));
	if (command != &help_command && wants_help(argc - 1, argv + 1)) {
		print_command_help(command);
		return finish(EXIT_DONE);
	}
	return finish(run(command, argc - 1, argv + 1));
}

static void print_options(const char *title, const struct option *options)
{
	if (!options || !options->name)
		return;
	printf("\n%s\n", title);
	for (; options->name; options++) {
		char left[64];

		snprintf(left, sizeof(left), "%c%c%s --%s%s%s",
		         options->letter ? '-' : ' ',
		         options->letter ? options->letter : ' ',
		         options->letter ? "," : " ", options->name,
		         options->value ? " " : "", options->value ? options->value : "");
		printf("  %-26s %s\n", left, options->help);
	}
}

void print_command_help(const struct command *command)
{
	printf("usage: broadsheet %s%s%s%s\n\n%s\n", command->name,
	       command->options && command->options->name ? " [OPTION]..." : "",
	       command->operands ? " " : "", command->operands ? command->operands : "",
	       command->summary);
	if (command->details)
		printf("\n%s\n", command->details);
	print_options("options:", command->options);
	print_options("options of every command:", global_options);
}

void print_help(void)
{
	puts("broadsheet publishes a newspaper's archive as a static site.\n\n"
	     "usage: broadsheet COMMAND [OPTION]... [OPERAND]...\n\ncommands:");
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
	print_options("options of every command:", global_options);
	puts("\nexit status: 0 done; 1 the content or templates have errors; 2 wrong usage;\n"
	     "3 the system failed. 'broadsheet help COMMAND' says more.");
}
