/*
 * output: which folder the site is written to.
 */
#ifndef BUILD_OUTPUT_H
#define BUILD_OUTPUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"

/*
 * The output must not be, hold or lie in what it is made from: the folder of the site is
 * the current one. False with an error if it does.
 */
bool output_check(struct files *files, struct str folder, struct diags *diags);

/* The same folder has one name, however it is given: copies of a site agree on it. */
struct str output_name(struct str folder, struct arena *arena);

#endif
