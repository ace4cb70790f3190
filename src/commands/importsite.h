/*
 * importsite: import hugo and import jekyll, for cmd_import.c.
 */
#ifndef COMMANDS_IMPORTSITE_H
#define COMMANDS_IMPORTSITE_H

#include <stddef.h>

#include "commands/command.h"
#include "import/migration.h"

/* Run it and say what came of it. path is the report's, or empty. */
enum exit_status import_site(struct migration *migration, struct str path);

#endif
