#include "commands/terminal.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "commands/command.h"

#define BAR_WIDTH 30
#define REDRAW_MS 100 /* an eye sees no more */
#define RED       "\033[1;31m"
#define YELLOW    "\033[1;33m"
#define PLAIN     "\033[0m"

static atomic_bool is_drawn; /* a signal may end the work of another thread */

static bool has_colours(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !(no_color && *no_color) && term &&
	       !str_eq(str_of(term), STR("dumb"));
}

static void print_coloured(struct str text, enum diag_level level)
{
	struct str word = level == DIAG_ERROR ? STR("error: ") : STR("warning: ");
	size_t at = str_find(text, word);

	fprintf(stderr, "%.*s%s%.*s" PLAIN "%.*s", STR_ARG(str_slice(text, 0, at)),
	        level == DIAG_ERROR ? RED : YELLOW, STR_ARG(word),
	        STR_ARG(str_from(text, at + word.len)));
}

void print_diags(const struct diags *diags)
{
	bool coloured = has_colours();
	struct buf text = { 0 };

	for (const struct diag *diag = diags->first; diag; diag = diag->next) {
		buf_reset(&text);
		diag_format(diag, &text);
		if (coloured)
			print_coloured(buf_str(&text), diag->level);
		else
			fwrite(text.ptr, 1, text.len, stderr);
	}
	buf_clear(&text);
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void show_progress(void *context, const char *what, size_t done, size_t total)
{
	static long last;
	long now = now_ms();
	size_t filled = total ? done * BAR_WIDTH / total : 0;
	char bar[BAR_WIDTH + 1];

	(void)context;
	if (globals.quiet || globals.json || !isatty(STDERR_FILENO) ||
	    now - last < REDRAW_MS)
		return;
	last = now;
	for (size_t i = 0; i < BAR_WIDTH; i++)
		bar[i] = i < filled ? '#' : '.';
	bar[BAR_WIDTH] = '\0';
	fprintf(stderr, "\r%-8s [%s] %zu/%zu\033[K", what, bar, done, total);
	is_drawn = true;
}

void end_progress(void)
{
	if (is_drawn)
		fputs("\r\033[K", stderr);
	is_drawn = false;
}

void print_json(struct value value)
{
	struct buf text = { 0 };

	json_write(&text, value, JSON_PLAIN, 2);
	buf_add_char(&text, '\n');
	fwrite(text.ptr, 1, text.len, stdout);
	buf_clear(&text);
}

const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

struct date today(void)
{
	time_t now = time(NULL);
	struct tm local;

	if (!localtime_r(&now, &local))
		return (struct date){ 0 };
	return (struct date){ .year = (int16_t)(local.tm_year + 1900),
		              .month = (uint8_t)(local.tm_mon + 1),
		              .day = (uint8_t)local.tm_mday,
		              .offset = OFFSET_NONE };
}
