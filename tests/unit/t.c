#include "t.h"

#include <stdio.h>
#include <string.h>

struct arena t_arena;

static struct test *first, **tail = &first;
static bool failed;
static const char *skipped;

void t_register(struct test *test)
{
	*tail = test;
	tail = &test->next;
}

bool t_check(bool ok, const char *file, int line, const char *text)
{
	if (!ok) {
		printf("# %s:%d: not true: %s\n", file, line, text);
		failed = true;
	}
	return ok;
}

bool t_check_int(long long got, long long want, const char *file, int line,
                 const char *text)
{
	if (got != want) {
		printf("# %s:%d: %s\n#   got  %lld\n#   want %lld\n", file, line, text,
		       got, want);
		failed = true;
	}
	return got == want;
}

static void print_text(const char *label, struct str text)
{
	printf("#   %s \"", label);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			printf("\\n\n#         ");
		else
			putchar(text.ptr[i]);
	}
	printf("\"\n");
}

bool t_check_str(struct str got, struct str want, const char *file, int line,
                 const char *text)
{
	if (str_eq(got, want))
		return true;
	printf("# %s:%d: %s\n", file, line, text);
	print_text("got ", got);
	print_text("want", want);
	failed = true;
	return false;
}

struct str t_messages(struct diags *diags)
{
	struct buf out = { 0 };
	struct str text;

	diags_format(diags, &out);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	diags_clear(diags);
	return text;
}

void t_skip(const char *why)
{
	skipped = why;
}

int main(int argc, char **argv)
{
	int count = 0, failures = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (struct test *test = first; test; test = test->next) {
		char name[200];

		if (argc > 1 && !strstr(test->name, argv[1]))
			continue;
		snprintf(name, sizeof(name), "%s", test->name);
		for (char *c = name; *c; c++)
			if (*c == '_')
				*c = ' ';
		failed = false;
		skipped = NULL;
		test->run();
		arena_clear(&t_arena);
		failures += failed;
		printf("%sok %d - %s%s%s\n", failed ? "not " : "", ++count, name,
		       skipped ? " # SKIP " : "", skipped ? skipped : "");
	}
	printf("1..%d\n", count);
	return failures != 0;
}
