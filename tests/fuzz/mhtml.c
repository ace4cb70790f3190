/*
 * Any bytes as MHTML: nothing crashes or grows, reading them again gives the same, and
 * every picture that is kept is one.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import/mhtml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok)
{
	if (!ok)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct embedded embedded;
	struct str bytes = { (const char *)data, size }, picture, name;
	struct arena arena = { 0 };
	struct mhtml one, two;

	mhtml_is(&arena, bytes);
	memset(&embedded, 0, sizeof(embedded));
	one = mhtml_read(&arena, bytes, &embedded);
	two = mhtml_read(&arena, bytes, NULL);
	insist(one.html.len <= size);
	insist(str_eq(one.html, two.html) && str_eq(one.charset, two.charset) &&
	       str_eq(one.url, two.url));
	insist(embedded.count <= EMBEDDED_MAX);
	for (size_t i = 0; i < embedded.count; i++) {
		insist(embedded_read(&arena, embedded.items[i].data, &picture, &name));
		insist(str_eq(name, embedded.items[i].name));
	}
	arena_clear(&arena);
	return 0;
}
