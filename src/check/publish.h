/*
 * publish: brings up to date what a site keeps of itself, beside site.yaml: the URLs that
 * it ever published (archive/ledger.h), and how common words were when they were last
 * counted (archive/wordfile.h).
 */
#ifndef CHECK_PUBLISH_H
#define CHECK_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/pool.h"

struct published {
	size_t urls;      /* that are new in urls.txt */
	uint32_t counted; /* articles, for words.txt; 0: that stays as it is */
};

/* False if a file cannot be read or written. site is the folder of both. */
bool publish(const struct archive *archive, struct files *site, struct pool *pool,
             struct published *published, struct diags *diags);

#endif
