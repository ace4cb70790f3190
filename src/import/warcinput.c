#include "import/warcinput.h"

#include <stdlib.h>

static void add_volume(struct volumes *volumes, struct volume volume)
{
	if (volumes->count == volumes->cap) {
		volumes->cap = 2 * volumes->cap + 16;
		volumes->items = xrealloc_array(volumes->items, volumes->cap,
		                                sizeof(*volumes->items));
	}
	volumes->items[volumes->count++] = volume;
}

static bool open_zip(struct volumes *volumes, struct str path, struct diags *diags)
{
	if (volumes->zip && str_eq(volumes->zip_path, path))
		return true;
	zipfile_close(volumes->zip);
	volumes->zip = zipfile_open(volumes->files, path, diags);
	volumes->zip_path = path;
	return volumes->zip != NULL;
}

static int compare_names(const void *a, const void *b)
{
	const struct volume *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

static bool is_warc_name(struct str name)
{
	if (name.len > 3 && str_eq_nocase(str_from(name, name.len - 3), STR(".gz")))
		name = str_slice(name, 0, name.len - 3);
	return name.len > 5 && str_eq_nocase(str_from(name, name.len - 5), STR(".warc"));
}

static bool add_entries(struct volumes *volumes, struct str path, struct diags *diags)
{
	size_t first = volumes->count;

	if (!open_zip(volumes, path, diags))
		return false;
	for (uint64_t i = 0; i < zipfile_count(volumes->zip); i++) {
		struct volume volume = { .path = path, .is_entry = true, .entry = i };
		struct str name = zipfile_name(volumes->zip, i, &volume.size);

		if (!is_warc_name(name))
			continue;
		volume.name = arena_printf(volumes->arena, "%.*s/%.*s", STR_ARG(path),
		                           STR_ARG(name));
		add_volume(volumes, volume);
	}
	if (volumes->count == first)
		return diag_error_path(diags, path, "is a zip file without a WARC in it");
	qsort(volumes->items + first, volumes->count - first, sizeof(*volumes->items),
	      compare_names);
	return true;
}

uint64_t volumes_measure(struct volumes *volumes)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < volumes->count; i++) {
		volumes->items[i].before = sum;
		sum += volumes->items[i].size;
	}
	return sum;
}

bool volumes_add(struct volumes *volumes, struct str path, struct diags *diags)
{
	struct volume volume = { .path = path, .name = path };
	struct file_info info = { 0 };
	struct buf start = { 0 };
	enum file_status status = files_stat(volumes->files, path, &info);
	bool is_zip;

	if (status == FILE_OK)
		status = files_read_part(volumes->files, path, 0, 4, &start);
	is_zip = str_eq(buf_str(&start), STR("PK\3\4"));
	buf_clear(&start);
	if (status != FILE_OK)
		return diag_error_path(diags, path, "%s", files_explain(status));
	if (is_zip)
		return add_entries(volumes, path, diags);
	volume.size = info.size;
	add_volume(volumes, volume);
	return true;
}

static enum file_status read_file(void *context, uint64_t at, size_t limit,
                                  struct buf *out)
{
	struct volumes *volumes = context;

	return files_read_part(volumes->files, volumes->plain_path, at, limit, out);
}

bool volume_open(struct volumes *volumes, size_t index, struct warc *warc,
                 struct diags *diags)
{
	const struct volume *volume = &volumes->items[index];
	struct supply supply = { volumes, read_file, volume->size };
	struct diags unsaid = { 0 };
	const char *why = NULL;
	bool ok = true;

	volumes->plain_path = volume->path;
	if (volume->is_entry) {
		ok = open_zip(volumes, volume->path, diags ? diags : &unsaid);
		if (ok && !zipfile_entry(volumes->zip, volume->entry, &supply, &why)) {
			ok = false;
			if (diags)
				diag_error_path(diags, volume->name, "cannot be read: %s",
				                why);
		}
	}
	diags_clear(&unsaid);
	*warc = (struct warc){ 0 };
	return ok && warc_open(warc, supply, volume->name, diags);
}

void volumes_clear(struct volumes *volumes)
{
	zipfile_close(volumes->zip);
	free(volumes->items);
	*volumes = (struct volumes){ 0 };
}
