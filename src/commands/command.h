/*
 * command: what a verb is, and how its words are read.
 *
 * To add a verb: write commands/cmd_NAME.c with one const struct command, and put it in
 * the list in command.c. Usage, --help, the manual's synopsis and the completion come
 * from the tables here and nowhere else.
 */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/str.h"

enum exit_status {
	EXIT_DONE = 0,
	EXIT_CONTENT = 1, /* the content or the templates have errors */
	EXIT_USAGE = 2,   /* the command was given wrongly */
	EXIT_SYSTEM = 3,  /* disk full, no permission */
};

enum option_kind {
	OPTION_FLAG,  /* bool * */
	OPTION_COUNT, /* unsigned *, from 1 */
	OPTION_TEXT,  /* struct str * */
	OPTION_DATE,  /* struct date * */
	OPTION_SHARD, /* unsigned [2]: I/N */
};

struct option {
	char letter; /* 0: none */
	const char *name;
	enum option_kind kind;
	const char *value; /* what --help calls its value; NULL for a flag */
	const char *help;
	void *target;
};

struct command {
	const char *name;
	const char *operands;         /* as in the synopsis; NULL: none */
	const char *summary;          /* one sentence */
	const char *details;          /* paragraphs for --help; may be NULL */
	const struct option *options; /* ended by one without a name */
	size_t least, most;           /* how many operands */
	enum exit_status (*run)(struct str *operands, size_t count);
};

/* What every verb understands. */
struct globals {
	struct str folder; /* -C */
	bool quiet, verbose;
	bool json;
};
extern struct globals globals;

/* Run the program: main is this. */
int commands_main(int argc, char **argv);

/* The verb of that name, or NULL. */
const struct command *command_find(struct str name);

/* Print "broadsheet: <fmt>" and how to get help. */
enum exit_status usage_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The help of one verb, or of all. */
void print_command_help(const struct command *command);
void print_help(void);

#endif
