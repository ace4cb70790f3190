#include "import/unbrotli.h"

#include <brotli/decode.h>
#include <stdint.h>

#define PART ((size_t)64 << 10) /* made at a time */

enum unbrotli unbrotli(struct str input, size_t limit, struct buf *out)
{
	BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	const uint8_t *next = (const uint8_t *)input.ptr;
	size_t left = input.len, end = out->len + limit;
	BrotliDecoderResult got;

	if (!state)
		out_of_memory(0);
	do {
		size_t most = end - out->len < PART ? end - out->len : PART, room = most;
		uint8_t *to = (uint8_t *)buf_reserve(out, most);

		got = BrotliDecoderDecompressStream(state, &left, &next, &room, &to,
		                                    NULL);
		out->len += most - room;
	} while (got == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out->len < end);
	BrotliDecoderDestroyInstance(state);
	switch (got) {
	case BROTLI_DECODER_RESULT_SUCCESS:
		return UNBROTLI_WHOLE;
	case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
		return UNBROTLI_CUT_SHORT;
	case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
		return UNBROTLI_TOO_LARGE;
	default:
		return UNBROTLI_DAMAGED;
	}
}
