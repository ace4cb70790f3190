/*
 * Any bytes as a WARC: nothing crashes or goes on for ever, no block is larger than was
 * asked for, and every record is there again at its place.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "import/warc.h"

#define PLACES 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok)
{
	if (!ok)
		abort();
}

struct input {
	struct str bytes;
	size_t part;
};

static enum file_status serve(void *context, uint64_t at, size_t limit, struct buf *out)
{
	const struct input *input = context;

	if (at < input->bytes.len)
		buf_add(out, str_slice(str_from(input->bytes, (size_t)at), 0,
		                       input->part < limit ? input->part : limit));
	return FILE_OK;
}

/* How many records there are, and where the first of them. */
static size_t read_all(struct input *input, struct place *places)
{
	struct supply supply = { input, serve, input->bytes.len };
	struct warc_record record;
	struct diags diags = { 0 };
	struct warc warc;
	size_t count = 0;
	bool whole;

	insist(warc_open(&warc, supply, STR("a"), &diags));
	for (; warc_next(&warc, &record); count++) {
		size_t limit = count % 3 ? 100 : 4 << 20;

		insist(warc_block(&warc, limit, &whole).len <= limit);
		if (count < PLACES)
			places[count] = record.place;
		/* No record is without a line of its own. */
		insist(count < input->bytes.len || warc.stream.inlet.inflater);
	}
	insist(!warc.stream.failed && diags.errors == 0);
	warc_close(&warc);
	diags_clear(&diags);
	return count;
}

static void seek_all(struct input *input, const struct place *places, size_t count)
{
	struct supply supply = { input, serve, input->bytes.len };
	struct warc_record record;
	struct warc warc;

	insist(warc_open(&warc, supply, STR("a"), NULL));
	for (size_t i = count; i-- > 0;) {
		insist(warc_seek(&warc, places[i]) && warc_next(&warc, &record));
		insist(record.place.at == places[i].at &&
		       record.place.within == places[i].within);
	}
	warc_close(&warc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { { (const char *)data, size }, SIZE_MAX };
	struct place places[PLACES];
	size_t count = read_all(&input, places);

	seek_all(&input, places, count < PLACES ? count : PLACES);
	if (size < 1000) {
		input.part = 3;
		insist(read_all(&input, places) == count);
	}
	return 0;
}
