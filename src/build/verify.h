/*
 * verify: is the output what a build from nothing makes?
 *
 * Builds the site again beside the output, with nothing remembered, with another number
 * of threads and in another order, and compares every byte. What differs is an error at
 * its place. Nothing is left of it.
 */
#ifndef BUILD_VERIFY_H
#define BUILD_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "build/build.h"

/* Take drafts and the date as the last build of the output had them, if not given. */
void build_recall(struct build_options *options, struct arena *arena);

/*
 * options are those that the output was built with, but for drafts and date, which are
 * taken as the last build had them if it is remembered. files is how many are equal.
 */
bool verify_output(const struct build_options *options, struct build_result *result,
                   size_t *files, struct diags *diags);

#endif
