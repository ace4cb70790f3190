/*
 * check: brings the output up to date, and examines every page of it.
 *
 * First a build, as by 'broadsheet build'; then every file of the output is counted and
 * every page read once, on all threads, a page at a time: in memory stay the paths of all
 * files, a hash for each id, and the links to places. Last the articles are compared.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "build/build.h"
#include "check/limits.h"
#include "check/publish.h"

struct check_options {
	struct build_options build; /* drafts and date as the last build had them */
	const struct host *host;    /* NULL: none in particular */
	struct date today;          /* if the site was not built for a day */
	bool publish; /* bring urls.txt and words.txt up to date, if there are no errors
	               */
};

struct check_result {
	size_t files, pages, links;
	uint64_t bytes;
	struct published published;
	bool system_failed;
};

/* False if there are errors (or, when strict, warnings). diags are in order. */
bool check_site(const struct check_options *options, struct check_result *result,
                struct diags *diags);

#endif
