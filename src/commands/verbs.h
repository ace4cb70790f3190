/*
 * verbs: the commands, one in each cmd_*.c.
 */
#ifndef COMMANDS_VERBS_H
#define COMMANDS_VERBS_H

#include "commands/command.h"

extern const struct command new_command;
extern const struct command build_command;
extern const struct command serve_command;
extern const struct command watch_command;
extern const struct command show_command;
extern const struct command why_command;
extern const struct command verify_command;
extern const struct command check_command;
extern const struct command import_command;
extern const struct command help_command;
extern const struct command version_command;

#endif
