/*
 * help: what the program can do. version: which it is.
 */
#include <stdio.h>

#include "commands/verbs.h"
#include "commands/version.h"

static enum exit_status help_run(struct str *operands, size_t count)
{
	const struct command *command;

	if (count == 0) {
		print_help();
		return EXIT_DONE;
	}
	command = command_find(operands[0]);
	if (!command)
		return usage_error("unknown command '%.*s'", STR_ARG(operands[0]));
	print_command_help(command);
	return EXIT_DONE;
}

const struct command help_command = {
	.name = "help",
	.operands = "[COMMAND]",
	.summary = "Say what the program, or one command, can do.",
	.most = 1,
	.run = help_run,
};

static enum exit_status version_run(struct str *operands, size_t count)
{
	(void)operands;
	(void)count;
	puts("broadsheet " VERSION);
	return EXIT_DONE;
}

const struct command version_command = {
	.name = "version",
	.summary = "Print the version.",
	.run = version_run,
};
