/*
 * limits: what hosts of static sites take, and what they do not.
 *
 * The limits are those that the hosts publish, named in limits.c with where they do.
 */
#ifndef CHECK_LIMITS_H
#define CHECK_LIMITS_H

#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

struct host;

/* NULL if there is none of that name. */
const struct host *host_find(struct str name);

struct str host_name(const struct host *host);

/* Those that there are, for people. */
extern const char host_names[];

/* What a site is to a host. */
struct weight {
	uint64_t files, bytes, most_in_folder, redirects;
	struct str fullest_folder;
};

/* Complain of what the host does not take, of one file or of all. */
void host_check_file(const struct host *host, struct str path, uint64_t size,
                     struct diags *diags);
void host_check_all(const struct host *host, const struct weight *weight,
                    struct str output, struct diags *diags);

#endif
