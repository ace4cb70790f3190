/*
 * words: the words of each line of standard input, a space between them, for
 * tests/search to compare with those of the reader's script.
 */
#include <stdio.h>

#include "base/buf.h"
#include "content/words.h"

static void print(void *context, struct str word)
{
	bool *is_first = context;

	printf("%s%.*s", *is_first ? "" : " ", STR_ARG(word));
	*is_first = false;
}

int main(void)
{
	struct arena scratch = { 0 };
	struct buf text = { 0 };
	struct str rest, line;
	size_t got;

	do {
		got = fread(buf_reserve(&text, 65536), 1, 65536, stdin);
		text.len += got;
	} while (got > 0);
	rest = buf_str(&text);
	while (str_cut(rest, '\n', &line, &rest) || line.len) {
		bool is_first = true;

		words_each(line, &scratch, print, &is_first);
		putchar('\n');
	}
	buf_clear(&text);
	arena_clear(&scratch);
	return 0;
}
