/*
 * site: everything that pages are made from: archive, templates, assets, data.
 *
 * Loaded once by one thread, immutable afterwards, shared by all that render. The theme
 * is the one in the program, overridden file by file by the site's own templates/.
 * Everything lives in the arena given; site_clear frees the templates.
 */
#ifndef RENDER_SITE_H
#define RENDER_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/files.h"
#include "template/template.h"

#define TEMPLATE_FILE_MAX ((size_t)4 << 20)
#define DATA_FILE_MAX     ((size_t)64 << 20)
#define ASSET_FILE_MAX    ((size_t)64 << 20)

/* A file of the theme under assets/, published under a name that holds its hash. */
struct asset {
	struct str name; /* "style.css" */
	struct str url;  /* "/assets/style.1f0c2a9b.css" */
	struct str text;
	struct hash hash;
};

struct data_file {
	struct str name; /* "staff", "people/editors" */
	struct value value;
	struct hash hash;
	bool is_broken; /* pages that read it cannot be made; why was said */
};

struct site {
	const struct config *config;
	const struct archive *archive;
	const struct table *failed; /* paths of articles whose sources cannot be read as
	                               they are now; why was said */
	struct files *files;        /* the site's folder */
	int64_t now;                /* files_now from before anything was read */
	struct template_set *templates;
	const struct asset *assets; /* in order of their names */
	size_t asset_count;
	const struct data_file *data; /* in order of their names */
	size_t data_count;
};

/*
 * Load templates/, its assets and data/. False after errors: what is broken fails those
 * pages that read it. *usable says whether any can be made.
 */
bool site_load(struct site *site, struct files *files, struct arena *arena, bool *usable,
               struct diags *diags);

void site_clear(struct site *site);

const struct asset *site_asset(const struct site *site, struct str name);
const struct data_file *site_data(const struct site *site, struct str name);

/* Is there data below that name? */
bool site_has_data_folder(const struct site *site, struct str name);

/* The theme's assets as pages; one for each asset. */
struct plain_file *site_asset_files(const struct site *site, struct arena *arena);

#endif
