/*
 * summary: what a build had to say and what it did, for every verb that builds.
 */
#ifndef COMMANDS_SUMMARY_H
#define COMMANDS_SUMMARY_H

#include "base/diag.h"
#include "build/build.h"

/* A callback for build_options: says that another build is waited for. */
void say_busy(void *context);

/* The messages, to standard error, in place of the progress line. */
void print_build_messages(const struct build_result *result, const struct diags *diags);

/* A line or two, or an object (--json), to standard output; nothing with --quiet. */
void print_summary(const struct build_options *options, const struct build_result *result,
                   const struct diags *diags);

#endif
