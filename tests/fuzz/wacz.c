/*
 * Any bytes as a WACZ: nothing crashes or goes on for ever, and the first reading of all
 * that is in it finds the same captures twice.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/files.h"
#include "import/warcindex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok)
{
	if (!ok)
		abort();
}

/* All WARCs in the file; every capture is there again at its place. */
static size_t read_all(struct files *files, struct str path)
{
	struct arena arena = { 0 };
	struct volumes volumes = { .files = files, .arena = &arena };
	struct warcindex index = { 0 };
	struct warcreader reader = { .volumes = &volumes };
	struct diags diags = { 0 };
	size_t records = 0;

	if (volumes_add(&volumes, path, &diags)) {
		warcindex_read(&index, &volumes, &diags);
		for (size_t i = index.crawl.count; i-- > 0;) {
			struct http_message message;
			struct warc_record record;

			insist(warcreader_read(&reader, &index.crawl.items[i], 1000,
			                       &record, &message));
		}
		records = index.records;
	}
	warcreader_close(&reader);
	crawl_clear(&index.crawl);
	volumes_clear(&volumes);
	diags_clear(&diags);
	arena_clear(&arena);
	return records;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size }, path = STR("a.wacz");
	struct files *files = files_open_memory();

	insist(files_create(files, path, bytes) == FILE_OK);
	insist(read_all(files, path) == read_all(files, path));
	files_close(files);
	return 0;
}
