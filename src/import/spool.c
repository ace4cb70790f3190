#include "import/spool.h"

#include <stdlib.h>

#include "base/path.h"

/* What an import that was killed has left is no part of this one. */
static enum file_status begin(struct spool *spool)
{
	enum file_status status = files_make_folder(spool->files, path_dir(spool->path));

	if (status == FILE_OK)
		status = files_remove(spool->files, spool->path);
	return status == FILE_MISSING ? FILE_OK : status;
}

enum file_status spool_add(struct spool *spool, struct str record)
{
	enum file_status status = FILE_OK;

	if (record.len > UINT32_MAX)
		return FILE_TOO_LARGE;
	if (spool->count == 0)
		status = begin(spool);
	if (status == FILE_OK)
		status = files_append(spool->files, spool->path, record);
	if (status != FILE_OK)
		return status;
	if (spool->count == spool->cap) {
		spool->cap = 2 * spool->cap + 64;
		spool->sizes =
			xrealloc_array(spool->sizes, spool->cap, sizeof(*spool->sizes));
	}
	spool->sizes[spool->count++] = (uint32_t)record.len;
	return FILE_OK;
}

enum file_status spool_next(struct spool *spool, struct buf *out)
{
	size_t size = spool->sizes[spool->next++], before = out->len;
	enum file_status status =
		files_read_part(spool->files, spool->path, spool->from, size, out);

	spool->from += size;
	return status == FILE_OK && out->len - before != size ? FILE_FAILED : status;
}

void spool_clear(struct spool *spool)
{
	/* Nothing is lost if it stays: the next import removes it. */
	if (spool->count)
		files_let_fail(files_remove(spool->files, spool->path));
	free(spool->sizes);
	*spool = (struct spool){ 0 };
}
