#include "import/zipfile.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct zipfile {
	struct files *files;
	struct str path;
	uint64_t size;   /* of the file */
	uint64_t offset; /* where libzip reads next */
	struct buf part; /* what it has just read */
	zip_error_t error;
	zip_t *zip;
	zip_int64_t count;

	/* The entry that is open. */
	zip_file_t *entry;
	uint64_t index;
	zip_flags_t flags;
	uint64_t at;
	uint64_t end;     /* as the directory says: there may be more */
	uint64_t reached; /* so far some bytes were read */
};

/* libzip's view of the file. */

static zip_int64_t read_part(struct zipfile *zip, void *data, uint64_t len)
{
	enum file_status status;

	buf_reset(&zip->part);
	status = files_read_part(zip->files, zip->path, zip->offset, (size_t)len,
	                         &zip->part);
	if (status != FILE_OK) {
		zip_error_set(&zip->error, ZIP_ER_READ, 0);
		return -1;
	}
	if (zip->part.len)
		memcpy(data, zip->part.ptr, zip->part.len);
	zip->offset += zip->part.len;
	return (zip_int64_t)zip->part.len;
}

static zip_int64_t seek(struct zipfile *zip, void *data, uint64_t len)
{
	zip_int64_t to = zip_source_seek_compute_offset(zip->offset, zip->size, data, len,
	                                                &zip->error);

	if (to < 0)
		return -1;
	zip->offset = (uint64_t)to;
	return 0;
}

static zip_int64_t serve(void *context, void *data, zip_uint64_t len,
                         zip_source_cmd_t command)
{
	struct zipfile *zip = context;
	zip_stat_t *stat = data;

	switch (command) {
	case ZIP_SOURCE_OPEN:
		zip->offset = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return read_part(zip, data, len);
	case ZIP_SOURCE_SEEK:
		return seek(zip, data, len);
	case ZIP_SOURCE_TELL:
		return (zip_int64_t)zip->offset;
	case ZIP_SOURCE_STAT:
		zip_stat_init(stat);
		stat->size = zip->size;
		stat->valid |= ZIP_STAT_SIZE;
		return sizeof(*stat);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&zip->error, data, len);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(
			ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
			ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
			ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
	default:
		return 0; /* close and free: nothing is ours to give back here */
	}
}

/* Reading. */

struct zipfile *zipfile_open(struct files *files, struct str path, struct diags *diags)
{
	struct zipfile *zip = xmalloc(sizeof(*zip));
	struct file_info info = { 0 };
	enum file_status status = files_stat(files, path, &info);
	zip_source_t *source;
	zip_error_t error;

	*zip = (struct zipfile){ .files = files, .path = path, .size = info.size };
	zip_error_init(&zip->error);
	zip_error_init(&error);
	if (status != FILE_OK) {
		diag_error_path(diags, path, "%s", files_explain(status));
		zipfile_close(zip);
		return NULL;
	}
	source = zip_source_function_create(serve, zip, &error);
	if (!source)
		out_of_memory(0);
	zip->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (!zip->zip) {
		diag_error_path(diags, path, "is no zip file that can be read: %s",
		                zip_error_strerror(&error));
		zip_source_free(source);
		zip_error_fini(&error);
		zipfile_close(zip);
		return NULL;
	}
	zip->count = zip_get_num_entries(zip->zip, 0);
	return zip;
}

void zipfile_close(struct zipfile *zip)
{
	if (!zip)
		return;
	if (zip->entry)
		zip_fclose(zip->entry);
	if (zip->zip)
		zip_discard(zip->zip);
	zip_error_fini(&zip->error);
	buf_clear(&zip->part);
	free(zip);
}

uint64_t zipfile_count(const struct zipfile *zip)
{
	return (uint64_t)zip->count;
}

struct str zipfile_name(const struct zipfile *zip, uint64_t index, uint64_t *size)
{
	zip_stat_t stat;

	*size = 0;
	if (zip_stat_index(zip->zip, index, 0, &stat) != 0 ||
	    !(stat.valid & ZIP_STAT_NAME))
		return (struct str){ 0 };
	if (stat.valid & ZIP_STAT_SIZE)
		*size = stat.size;
	return str_of(stat.name);
}

static bool reopen(struct zipfile *zip)
{
	if (zip->entry)
		zip_fclose(zip->entry);
	zip->entry = zip_fopen_index(zip->zip, zip->index, zip->flags);
	zip->at = 0;
	return zip->entry != NULL;
}

/* Read on up to an offset. */
static bool skip_to(struct zipfile *zip, uint64_t at)
{
	char waste[16 << 10];

	while (zip->at < at) {
		uint64_t left = at - zip->at;
		zip_int64_t got = zip_fread(zip->entry, waste,
		                            left < sizeof(waste) ? left : sizeof(waste));

		if (got <= 0)
			return false;
		zip->at += (uint64_t)got;
	}
	return true;
}

/* Make an offset of the entry the next one. */
static bool move_to(struct zipfile *zip, uint64_t at)
{
	if (zip->at == at)
		return true;
	if (zip_fseek(zip->entry, (zip_int64_t)at, SEEK_SET) == 0) {
		zip->at = at;
		return true;
	}
	return reopen(zip) && skip_to(zip, at);
}

static enum file_status read_entry(void *context, uint64_t at, size_t limit,
                                   struct buf *out)
{
	struct zipfile *zip = context;
	zip_int64_t got = -1;

	if (at >= zip->end || !zip->entry)
		return FILE_OK;
	if (limit > zip->end - at)
		limit = (size_t)(zip->end - at);
	if (move_to(zip, at))
		got = zip_fread(zip->entry, buf_reserve(out, limit), limit);
	/* Once libzip has met the end of a file too early it reads no more of an entry.
	 */
	if (got < 0 && at < zip->reached && reopen(zip) && skip_to(zip, at))
		got = zip_fread(zip->entry, buf_reserve(out, limit), limit);
	if (got > 0) {
		out->len += (size_t)got;
		zip->at = at + (uint64_t)got;
		zip->reached = zip->at > zip->reached ? zip->at : zip->reached;
	}
	return FILE_OK;
}

bool zipfile_entry(struct zipfile *zip, uint64_t index, struct supply *supply,
                   const char **why)
{
	zip_stat_t stat;

	if (zip_stat_index(zip->zip, index, 0, &stat) != 0 ||
	    !(stat.valid & ZIP_STAT_SIZE) || !(stat.valid & ZIP_STAT_COMP_SIZE)) {
		*why = "its size is not known";
		return false;
	}
	if (stat.size > INFLATE_FREE && stat.size / INFLATE_RATIO > stat.comp_size) {
		*why = "it unpacks to far more than its size";
		return false;
	}
	/* As it is stored: its sum would only be known to be wrong at its end. */
	zip->flags = stat.comp_method == ZIP_CM_STORE ? ZIP_FL_COMPRESSED : 0;
	zip->index = index;
	zip->end = stat.size;
	zip->reached = 0;
	if (!reopen(zip)) {
		*why = "it is damaged or encrypted";
		return false;
	}
	*supply = (struct supply){ zip, read_entry, stat.size };
	return true;
}
