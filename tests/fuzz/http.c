/*
 * Any bytes as an HTTP response: nothing crashes, nothing grows beyond its limit, and
 * reading them again gives the same.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "import/httpmessage.h"

#define LIMIT 100000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok)
{
	if (!ok)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str block = { (const char *)data, size };
	struct arena arena = { 0 };
	struct buf one = { 0 }, two = { 0 };
	struct http_message message = http_read(&arena, block);
	unsigned flags = http_body(&message, LIMIT, &one);

	insist(message.status >= 0 && message.status < 1000);
	insist(message.body.len <= size && one.len <= LIMIT);
	insist((flags == 0) == (http_explain(flags) == NULL));
	insist(http_body(&message, LIMIT, &two) == flags);
	insist(str_eq(buf_str(&one), buf_str(&two)));
	http_body(&message, 10, &two);
	insist(two.len <= one.len + 10);
	buf_clear(&one);
	buf_clear(&two);
	arena_clear(&arena);
	return 0;
}
