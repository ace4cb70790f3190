#include "base/gzip.h"

#include <libdeflate.h>
#include <stdlib.h>

/* From here on it takes much longer for little. */
#define LEVEL 9

struct gzip {
	struct libdeflate_compressor *compressor;
};

struct gzip *gzip_new(void)
{
	struct gzip *gzip = xmalloc(sizeof(*gzip));

	gzip->compressor = libdeflate_alloc_compressor(LEVEL);
	if (!gzip->compressor)
		out_of_memory(0);
	return gzip;
}

void gzip_free(struct gzip *gzip)
{
	if (!gzip)
		return;
	libdeflate_free_compressor(gzip->compressor);
	free(gzip);
}

void gzip_add(struct gzip *gzip, struct str bytes, struct buf *out)
{
	size_t bound = libdeflate_gzip_compress_bound(gzip->compressor, bytes.len);

	/* With the room of the bound it cannot fail. */
	out->len += libdeflate_gzip_compress(gzip->compressor, bytes.ptr, bytes.len,
	                                     buf_reserve(out, bound), bound);
}
