/*
 * previewer: the preview server driven line by line, for tests.
 *
 *     previewer FOLDER [HOME]
 *
 * Prints its URL, and then one line ("ok" or an answer) for each line that it reads:
 *
 *     written PATH           tell that a file of the output was written
 *     removed PATH
 *     all                    anything may have changed
 *     error PATH MESSAGE     one more error, shown with those before
 *     warning MESSAGE
 *     mend                   no errors any more
 *     render URL TEXT        from now on the host makes this page
 *     pages                  the paths that are open, in one line
 *
 * Ends with its input.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "serve/server.h"

#define PAGES_MAX 16

static struct arena arena;
static struct diags shown;

/* What the host makes; asked for by the server's threads. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	struct str url, text;
} pages[PAGES_MAX];
static size_t page_count;

static bool render(void *context, struct str url, struct buf *bytes)
{
	bool is_there = false;

	(void)context;
	pthread_mutex_lock(&lock);
	for (size_t i = page_count; i-- > 0 && !is_there;) {
		is_there = str_eq(pages[i].url, url);
		if (is_there)
			buf_add(bytes, pages[i].text);
	}
	pthread_mutex_unlock(&lock);
	return is_there;
}

static void add_page(struct str url, struct str text)
{
	pthread_mutex_lock(&lock);
	if (page_count < PAGES_MAX) {
		pages[page_count].url = arena_str(&arena, url);
		pages[page_count++].text = arena_str(&arena, text);
	}
	pthread_mutex_unlock(&lock);
}

static void add_error(struct server *server, struct str path, struct str message)
{
	struct source source = { arena_str(&arena, path),
		                 STR("one\n<b>two</b> & more\n") };

	diag_error(&shown, (struct span){ &source, 4, 7 }, "%.*s", STR_ARG(message));
	diag_hint(&shown, "a hint");
	server_show_errors(server, &shown);
}

static int compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void print_pages(struct server *server)
{
	struct str *open;
	size_t count = server_open_pages(server, &arena, &open);

	qsort(open, count, sizeof(*open), compare);
	for (size_t i = 0; i < count; i++)
		printf("%s%.*s", i ? " " : "", STR_ARG(open[i]));
	putchar('\n');
}

static void obey(struct server *server, struct str line)
{
	struct str verb, rest, first, second;

	str_cut(line, ' ', &verb, &rest);
	str_cut(rest, ' ', &first, &second);
	if (str_eq(verb, STR("pages"))) {
		print_pages(server);
		return;
	}
	if (str_eq(verb, STR("written")))
		server_announce(server, rest, SERVER_WRITTEN);
	else if (str_eq(verb, STR("removed")))
		server_announce(server, rest, SERVER_REMOVED);
	else if (str_eq(verb, STR("all")))
		server_announce_all(server);
	else if (str_eq(verb, STR("error")))
		add_error(server, first, second);
	else if (str_eq(verb, STR("render")))
		add_page(first, second);
	else if (str_eq(verb, STR("warning")))
		diag_warn(&shown, SPAN_NONE, "%.*s", STR_ARG(rest));
	else if (str_eq(verb, STR("mend")))
		diags_clear(&shown);
	if (str_eq(verb, STR("warning")) || str_eq(verb, STR("mend")))
		server_show_errors(server, &shown);
	puts("ok");
}

int main(int argc, char **argv)
{
	struct server_options options = { .host = { NULL, render } };
	struct diags diags = { 0 };
	struct server *server;
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 2)
		return 2;
	options.folder = str_of(argv[1]);
	if (argc > 2)
		options.home = str_of(argv[2]);
	server = server_open(&options, &diags);
	if (!server || !server_start(server, &diags))
		return 3;
	printf("%.*s\n", STR_ARG(server_url(server)));
	while ((len = getline(&line, &cap, stdin)) > 0)
		obey(server, str_trim_end((struct str){ line, (size_t)len }));
	server_stop(server);
	free(line);
	diags_clear(&shown);
	diags_clear(&diags);
	arena_clear(&arena);
	return 0;
}
