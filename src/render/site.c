#include "render/site.h"

#include <stdlib.h>

#include "base/path.h"
#include "content/frontmatter.h"
#include "content/scan.h"
#include "render/functions.h"
#include "render/theme.h"

#define TEMPLATES   "templates"
#define DATA        "data"
#define HASH_DIGITS 10 /* of an asset's name: enough that two never meet */

/* A file of the theme, from the program or from the site. */
struct theme_source {
	struct str name; /* below templates/ */
	struct source source;
	bool is_broken; /* it could not be read */
};

struct loader {
	struct site *site;
	struct arena *arena;
	struct diags *diags;
	struct theme_source *sources;
	size_t count;
	bool ok, usable;
};

static int compare_sources(const void *a, const void *b)
{
	return str_cmp(((const struct theme_source *)a)->name,
	               ((const struct theme_source *)b)->name);
}

static struct theme_source *find_source(struct loader *loader, struct str name)
{
	for (size_t i = 0; i < loader->count; i++)
		if (str_eq(loader->sources[i].name, name))
			return &loader->sources[i];
	return NULL;
}

static void read_site_template(struct loader *loader, struct str path)
{
	struct str name = str_from(path, sizeof(TEMPLATES "/") - 1), text = { 0 };
	struct theme_source *source = find_source(loader, name);
	enum file_status status = files_read(loader->site->files, path, ASSET_FILE_MAX,
	                                     loader->arena, &text, NULL);

	if (!source)
		source = &loader->sources[loader->count++];
	*source = (struct theme_source){ name, { path, text }, status != FILE_OK };
	if (status != FILE_OK)
		loader->ok = diag_error_path(loader->diags, path, "cannot read: %s",
		                             files_explain(status));
	loader->usable &= !files_is_system(status);
}

/* The built-in theme, overlaid by the site's own files, in order of their names. */
static void gather_theme(struct loader *loader)
{
	struct scan scan;

	loader->usable &= scan_files(loader->site->files, STR(TEMPLATES), loader->arena,
	                             &scan, loader->diags);
	loader->sources = ARENA_ARRAY(loader->arena, struct theme_source,
	                              theme_file_count + scan.count);
	for (size_t i = 0; i < theme_file_count; i++)
		loader->sources[loader->count++] = (struct theme_source){
			.name = str_of(theme_files[i].name),
			.source = { path_join(loader->arena, STR(TEMPLATES),
			                      str_of(theme_files[i].name)),
			            { theme_files[i].text, theme_files[i].len } },
		};
	for (size_t i = 0; i < scan.count; i++) {
		char first = path_base(scan.paths[i]).ptr[0];

		/* What editors leave behind. */
		if (first != '.' && first != '#' &&
		    !str_has_suffix(scan.paths[i], STR("~")))
			read_site_template(loader, scan.paths[i]);
	}
	if (loader->count)
		qsort(loader->sources, loader->count, sizeof(*loader->sources),
		      compare_sources);
}

static struct str asset_url(struct arena *arena, struct str name, struct hash hash)
{
	struct str extension = path_extension(name);

	return arena_printf(arena, "/assets/%.*s.%.*s%.*s",
	                    STR_ARG(str_slice(name, 0, name.len - extension.len)),
	                    STR_ARG(hash_hex(arena, hash, HASH_DIGITS)),
	                    STR_ARG(extension));
}

static void add_theme(struct loader *loader)
{
	struct asset *assets = ARENA_ARRAY(loader->arena, struct asset, loader->count);

	for (size_t i = 0; i < loader->count; i++) {
		const struct theme_source *source = &loader->sources[i];
		struct str name = source->name;
		struct hash hash;

		if (str_skip_prefix(&name, STR("assets/"))) {
			if (source->is_broken)
				continue;
			hash = hash_bytes(source->source.text);
			assets[loader->site->asset_count++] =
				(struct asset){ name,
				                asset_url(loader->arena, name, hash),
				                source->source.text, hash };
		} else if (source->is_broken) {
			template_set_add_broken(loader->site->templates, name,
			                        &source->source);
		} else {
			loader->ok &= template_set_add(loader->site->templates, name,
			                               &source->source, loader->diags);
		}
	}
	loader->site->assets = assets;
}

static bool data_format_of(struct str path, enum data_format *format)
{
	struct str extension = path_extension(path);

	if (str_eq(extension, STR(".yaml")) || str_eq(extension, STR(".yml")))
		*format = DATA_YAML;
	else if (str_eq(extension, STR(".toml")))
		*format = DATA_TOML;
	else if (str_eq(extension, STR(".json")))
		*format = DATA_JSON;
	else
		return false;
	return true;
}

static void add_data_file(struct loader *loader, struct data_file *files, struct str path,
                          enum data_format format)
{
	struct source *source = ARENA_NEW(loader->arena, struct source);
	struct data_file file = { .name = str_from(path, sizeof(DATA "/") - 1) };
	enum file_status status;

	source->path = path;
	status = files_read(loader->site->files, path, DATA_FILE_MAX, loader->arena,
	                    &source->text, NULL);
	file.name.len -= path_extension(path).len;
	file.hash = hash_bytes(source->text);
	loader->usable &= !files_is_system(status);
	if (status != FILE_OK)
		file.is_broken = !diag_error_path(loader->diags, path, "cannot read: %s",
		                                  files_explain(status));
	else
		file.is_broken = !data_parse(source, format, loader->arena, &file.value,
		                             loader->diags);
	if (site_data(loader->site, file.name)) {
		loader->ok = diag_error_path(loader->diags, path,
		                             "there is other data of the name '%.*s'",
		                             STR_ARG(file.name));
		return;
	}
	loader->ok &= !file.is_broken;
	files[loader->site->data_count++] = file;
}

static void add_data(struct loader *loader)
{
	struct data_file *files;
	enum data_format format;
	struct scan scan;

	loader->usable &= scan_files(loader->site->files, STR(DATA), loader->arena, &scan,
	                             loader->diags);
	files = ARENA_ARRAY(loader->arena, struct data_file, scan.count);
	loader->site->data = files;
	for (size_t i = 0; i < scan.count; i++)
		if (data_format_of(scan.paths[i], &format))
			add_data_file(loader, files, scan.paths[i], format);
}

bool site_load(struct site *site, struct files *files, struct arena *arena, bool *usable,
               struct diags *diags)
{
	struct loader loader = {
		.site = site, .arena = arena, .diags = diags, .ok = true, .usable = true
	};

	site->files = files;
	site->now = files_now(files);
	site->templates = template_set_new(functions_library());
	gather_theme(&loader);
	add_theme(&loader);
	add_data(&loader);
	*usable = loader.usable;
	return loader.ok && loader.usable;
}

void site_clear(struct site *site)
{
	template_set_free(site->templates);
	*site = (struct site){ 0 };
}

const struct asset *site_asset(const struct site *site, struct str name)
{
	for (size_t i = 0; i < site->asset_count; i++)
		if (str_eq(site->assets[i].name, name))
			return &site->assets[i];
	return NULL;
}

const struct data_file *site_data(const struct site *site, struct str name)
{
	for (size_t i = 0; i < site->data_count; i++)
		if (str_eq(site->data[i].name, name))
			return &site->data[i];
	return NULL;
}

bool site_has_data_folder(const struct site *site, struct str name)
{
	for (size_t i = 0; i < site->data_count; i++) {
		struct str rest = site->data[i].name;

		if (str_skip_prefix(&rest, name) && str_has_prefix(rest, STR("/")))
			return true;
	}
	return false;
}

struct plain_file *site_asset_files(const struct site *site, struct arena *arena)
{
	struct plain_file *files =
		ARENA_ARRAY(arena, struct plain_file, site->asset_count);

	for (size_t i = 0; i < site->asset_count; i++)
		files[i] = (struct plain_file){
			site->assets[i].url,
			arena_printf(arena, TEMPLATES "/assets/%.*s",
			             STR_ARG(site->assets[i].name)),
		};
	return files;
}
