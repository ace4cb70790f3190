#include "content/libxml.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/arena.h"

static char *copy_string(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(xmalloc(size), text, size);
}

/* Without memory the library would go on, with half of the tree or for ever. */
static void start_library(void)
{
	xmlMemSetup(free, xmalloc, xrealloc, copy_string);
	xmlInitParser();
}

void libxml_start(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, start_library);
}
