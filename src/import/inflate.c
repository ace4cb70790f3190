#include "import/inflate.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/arena.h"

#define PART ((size_t)1 << 30) /* zlib counts in unsigned int */

struct inflater {
	z_stream stream;
	uint64_t taken, made; /* of this member */
};

/* zlib says the form by a number: the window's size, and 16 for gzip, or minus. */
static int window_bits(enum inflate_form form)
{
	switch (form) {
	case INFLATE_GZIP:
		return 16 + MAX_WBITS;
	case INFLATE_ZLIB:
		return MAX_WBITS;
	default:
		return -MAX_WBITS;
	}
}

struct inflater *inflater_new(void)
{
	struct inflater *inflater = xmalloc(sizeof(*inflater));

	*inflater = (struct inflater){ 0 };
	if (inflateInit2(&inflater->stream, window_bits(INFLATE_GZIP)) != Z_OK)
		out_of_memory(0);
	return inflater;
}

void inflater_free(struct inflater *inflater)
{
	if (!inflater)
		return;
	inflateEnd(&inflater->stream);
	free(inflater);
}

void inflater_begin(struct inflater *inflater, enum inflate_form form)
{
	/* It can only fail for a number that is none of the three. */
	inflateReset2(&inflater->stream, window_bits(form));
	inflater->taken = inflater->made = 0;
}

static unsigned part_of(size_t size)
{
	return (unsigned)(size < PART ? size : PART);
}

enum inflate_state inflater_add(struct inflater *inflater, struct str *input, char *data,
                                size_t size, size_t *made)
{
	z_stream *stream = &inflater->stream;
	unsigned in = part_of(input->len), out = part_of(size);
	int got;

	stream->next_in = (const Bytef *)input->ptr;
	stream->avail_in = in;
	stream->next_out = (Bytef *)data;
	stream->avail_out = out;
	got = inflate(stream, Z_NO_FLUSH);
	*made = out - stream->avail_out;
	inflater->taken += in - stream->avail_in;
	inflater->made += *made;
	*input = str_from(*input, in - stream->avail_in);
	if (got == Z_MEM_ERROR)
		out_of_memory(0);
	if (got == Z_STREAM_END)
		return INFLATE_DONE;
	if (got != Z_OK && got != Z_BUF_ERROR)
		return INFLATE_DAMAGED;
	if (inflater->made > INFLATE_FREE &&
	    inflater->made / INFLATE_RATIO > inflater->taken)
		return INFLATE_BOMB;
	return INFLATE_MORE;
}
