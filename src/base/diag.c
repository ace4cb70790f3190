#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Excerpts are cut to what a terminal and an eye can take in. */
#define EXCERPT_BEFORE 60
#define EXCERPT_WIDTH  120
#define WHOLE_FILE     ((size_t)-1)

static struct str format_text(struct arena *arena, const char *fmt, va_list args)
	PRINTF(2, 0);

static struct str format_text(struct arena *arena, const char *fmt, va_list args)
{
	struct buf text = { 0 };
	struct str kept;

	buf_vprintf(&text, fmt, args);
	kept = buf_keep(&text, arena);
	buf_clear(&text);
	return kept;
}

static size_t line_start(struct str text, size_t at)
{
	size_t before = str_find_last_char(str_slice(text, 0, at), '\n');

	return before == STR_NONE ? 0 : before + 1;
}

static size_t count_lines(struct str text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	return lines;
}

static size_t place_column(struct str text, size_t at)
{
	size_t start = line_start(text, at);
	size_t column = utf8_length(str_slice(text, start, at)) + 1;

	/* A byte order mark takes no column that an editor would count. */
	if (start == 0 && at >= 3 && str_has_prefix(text, STR("\xef\xbb\xbf")))
		column--;
	return column;
}

void text_place(struct str text, size_t at, size_t *line, size_t *column)
{
	if (at > text.len)
		at = text.len;
	*line = count_lines(str_slice(text, 0, at)) + 1;
	*column = place_column(text, at);
}

/* The same, counting on from the last message in the same text, if it stands before. */
static void next_place(struct diags *diags, struct str text, size_t at, struct diag *diag)
{
	/* One buffer may hold one file after another: the path tells them apart. */
	if (diags->place_text.ptr != text.ptr || diags->place_text.len != text.len ||
	    !str_eq(diags->place_path, diag->path) || diags->place_at > at) {
		diags->place_path = diag->path;
		diags->place_text = text;
		diags->place_at = 0;
		diags->place_line = 1;
	}
	diags->place_line += count_lines(str_slice(text, diags->place_at, at));
	diags->place_at = at;
	diag->line = diags->place_line;
	diag->column = place_column(text, at);
}

/* Would it garble the terminal, or turn the rest of the line around? */
static bool garbles(uint32_t code)
{
	return (code < 0x20 && code != '\t') || (code >= 0x7f && code < 0xa0) ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/* Control characters are shown as U+FFFD. */
static void add_printable(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);

		if (garbles(code))
			utf8_add(out, UTF8_REPLACEMENT);
		else if (code != 0xfeff)
			utf8_add(out, code);
	}
}

/* Blanks as wide as the text, so that what follows stands under what follows it. */
static void add_blanks(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t code = utf8_next(text, &at);

		if (code == '\t')
			buf_add_char(out, '\t');
		else
			buf_add_chars(out, ' ', utf8_width(str_slice(text, start, at)));
	}
}

/* Move at by some code points, but not beyond the line. */
static size_t step_back(struct str line, size_t at, size_t count)
{
	while (count-- && at > 0)
		utf8_previous(line, &at);
	return at;
}

static void add_excerpt(struct arena *arena, struct diag *diag, struct span span)
{
	struct str text = span.source->text;
	size_t start = line_start(text, span.start);
	size_t end = start + str_find_char(str_from(text, start), '\n');
	struct str line = str_slice(text, start, end < start ? text.len : end);
	size_t from, caret = span.start - start, caret_end;
	struct buf out = { 0 };
	struct str shown, marked;

	line = str_trim_end(line);
	if (caret > line.len)
		caret = line.len;
	caret_end = span.end > start ? span.end - start : 0;
	from = utf8_length(str_slice(line, 0, caret)) > EXCERPT_WIDTH - 20
	               ? step_back(line, caret, EXCERPT_BEFORE)
	               : 0;
	shown = utf8_prefix(str_from(line, from), EXCERPT_WIDTH);
	if (from)
		buf_puts(&out, "...");
	add_printable(&out, shown);
	if (from + shown.len < line.len)
		buf_puts(&out, "...");
	diag->excerpt = buf_keep(&out, arena);

	buf_reset(&out);
	if (from)
		buf_puts(&out, "   ");
	add_blanks(&out, str_slice(line, from, caret));
	buf_add_char(&out, '^');
	if (caret_end > from + shown.len)
		caret_end = from + shown.len;
	marked = str_slice(line, caret, caret_end);
	if (utf8_width(marked) > 1)
		buf_add_chars(&out, '~', utf8_width(marked) - 1);
	diag->underline = buf_keep(&out, arena);
	buf_clear(&out);
}

static struct diag *add(struct diags *diags, enum diag_level level)
{
	struct diag *diag = ARENA_NEW(&diags->arena, struct diag);

	diag->level = level;
	if (diags->last)
		diags->last->next = diag;
	else
		diags->first = diag;
	diags->last = diag;
	if (level == DIAG_ERROR)
		diags->errors++;
	else
		diags->warnings++;
	return diag;
}

static struct diag *add_at(struct diags *diags, enum diag_level level, struct span span)
{
	struct diag *diag = add(diags, level);

	if (!span.source)
		return diag;
	diag->path = arena_str(&diags->arena, span.source->path);
	if (span.start == WHOLE_FILE)
		return diag;
	if (span.start > span.source->text.len)
		span.start = span.source->text.len;
	next_place(diags, span.source->text, span.start, diag);
	add_excerpt(&diags->arena, diag, span);
	return diag;
}

bool diag_error(struct diags *diags, struct span span, const char *fmt, ...)
{
	struct diag *diag = add_at(diags, DIAG_ERROR, span);
	va_list args;

	va_start(args, fmt);
	diag->message = format_text(&diags->arena, fmt, args);
	va_end(args);
	return false;
}

void diag_warn(struct diags *diags, struct span span, const char *fmt, ...)
{
	struct diag *diag = add_at(diags, DIAG_WARNING, span);
	va_list args;

	va_start(args, fmt);
	diag->message = format_text(&diags->arena, fmt, args);
	va_end(args);
}

bool diag_error_path(struct diags *diags, struct str path, const char *fmt, ...)
{
	struct diag *diag = add(diags, DIAG_ERROR);
	va_list args;

	va_start(args, fmt);
	diag->path = arena_str(&diags->arena, path);
	diag->message = format_text(&diags->arena, fmt, args);
	va_end(args);
	return false;
}

void diag_warn_path(struct diags *diags, struct str path, const char *fmt, ...)
{
	struct diag *diag = add(diags, DIAG_WARNING);
	va_list args;

	va_start(args, fmt);
	diag->path = arena_str(&diags->arena, path);
	diag->message = format_text(&diags->arena, fmt, args);
	va_end(args);
}

void diag_hint(struct diags *diags, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	diags->last->hint = format_text(&diags->arena, fmt, args);
	va_end(args);
}

void diag_did_you_mean(struct diags *diags, struct str x)
{
	if (x.len)
		diag_hint(diags, "did you mean '%.*s'?", STR_ARG(x));
}

void diag_note(struct diags *diags, struct span span, const char *what)
{
	struct diag *diag = diags->last;
	size_t line, column;

	text_place(span.source->text, span.start, &line, &column);
	diag->notes = arena_printf(&diags->arena, "%.*s%s%s %.*s:%zu:%zu",
	                           STR_ARG(diag->notes), diag->notes.len ? "\n" : "",
	                           what, STR_ARG(span.source->path), line, column);
}

void diags_move(struct diags *to, struct diags *from)
{
	for (struct diag *diag = from->first; diag; diag = diag->next) {
		struct diag *copy = add(to, diag->level);

		copy->path = arena_str(&to->arena, diag->path);
		copy->line = diag->line;
		copy->column = diag->column;
		copy->excerpt = arena_str(&to->arena, diag->excerpt);
		copy->underline = arena_str(&to->arena, diag->underline);
		copy->message = arena_str(&to->arena, diag->message);
		copy->notes = arena_str(&to->arena, diag->notes);
		copy->hint = arena_str(&to->arena, diag->hint);
		copy->context = arena_str(&to->arena, diag->context);
		copy->repeats = diag->repeats;
	}
	diags_clear(from);
}

void diags_in_page(struct diags *diags, struct str page, struct str source)
{
	for (struct diag *diag = diags->first; diag; diag = diag->next)
		if (!str_eq(diag->path, source))
			diag->context = arena_str(&diags->arena, page);
}

/* 0 for messages that say the same of the same place, whichever way led there. */
static int compare(const struct diag *a, const struct diag *b)
{
	int order = str_cmp(a->path, b->path);

	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	if (order == 0)
		order = (a->column > b->column) - (a->column < b->column);
	if (order == 0)
		order = (int)a->level - (int)b->level;
	if (order == 0)
		order = str_cmp(a->message, b->message);
	return order;
}

static int compare_pointers(const void *a, const void *b)
{
	const struct diag *x = *(struct diag *const *)a, *y = *(struct diag *const *)b;
	int order = compare(x, y);

	if (order == 0)
		order = str_cmp(x->context, y->context);
	return order ? order : str_cmp(x->notes, y->notes);
}

void diags_sort(struct diags *diags)
{
	size_t count = diags->errors + diags->warnings;
	struct diag **order;

	if (count < 2)
		return;
	order = xrealloc_array(NULL, count, sizeof(*order));
	count = 0;
	for (struct diag *diag = diags->first; diag; diag = diag->next)
		order[count++] = diag;
	qsort(order, count, sizeof(struct diag *), compare_pointers);
	diags->first = diags->last = NULL;
	diags->errors = diags->warnings = 0;
	for (size_t i = 0; i < count; i++) {
		if (diags->last && compare(diags->last, order[i]) == 0) {
			/* A loop fails many times in one page. */
			diags->last->repeats +=
				!str_eq(order[i]->context, order[i - 1]->context) +
				order[i]->repeats;
			continue;
		}
		if (diags->last)
			diags->last->next = order[i];
		else
			diags->first = order[i];
		diags->last = order[i];
		if (order[i]->level == DIAG_ERROR)
			diags->errors++;
		else
			diags->warnings++;
	}
	diags->last->next = NULL;
	free(order);
}

void diags_promote(struct diags *diags)
{
	for (struct diag *diag = diags->first; diag; diag = diag->next)
		diag->level = DIAG_ERROR;
	diags->errors += diags->warnings;
	diags->warnings = 0;
}

void diag_format(const struct diag *diag, struct buf *out)
{
	struct str notes = diag->notes, note;

	if (diag->path.len) {
		add_printable(out, diag->path);
		buf_puts(out, ":");
		if (diag->line)
			buf_printf(out, "%zu:%zu:", diag->line, diag->column);
		buf_puts(out, " ");
	}
	buf_add(out, diag->level == DIAG_ERROR ? STR("error: ") : STR("warning: "));
	add_printable(out, diag->message);
	buf_puts(out, "\n");
	if (diag->underline.len)
		buf_printf(out, "  %.*s\n  %.*s\n", STR_ARG(diag->excerpt),
		           STR_ARG(diag->underline));
	while (str_next_line(&notes, &note)) {
		buf_puts(out, "  ");
		add_printable(out, note);
		buf_puts(out, "\n");
	}
	if (diag->context.len) {
		buf_puts(out, "  in the page ");
		add_printable(out, diag->context);
		if (diag->repeats)
			buf_printf(out, " and %zu more", diag->repeats);
		buf_puts(out, "\n");
	}
	if (diag->hint.len) {
		buf_puts(out, "  hint: ");
		add_printable(out, diag->hint);
		buf_puts(out, "\n");
	}
}

void diags_format(const struct diags *diags, struct buf *out)
{
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		diag_format(diag, out);
}

void diags_pack(const struct diags *diags, struct buf *out)
{
	pack_uint(out, diags->errors + diags->warnings);
	for (const struct diag *diag = diags->first; diag; diag = diag->next) {
		pack_uint(out, diag->level);
		pack_str(out, diag->path);
		pack_uint(out, diag->line);
		pack_uint(out, diag->column);
		pack_str(out, diag->excerpt);
		pack_str(out, diag->underline);
		pack_str(out, diag->message);
		pack_str(out, diag->notes);
		pack_str(out, diag->hint);
		pack_str(out, diag->context);
		pack_uint(out, diag->repeats);
	}
}

static struct str unpack_text(struct diags *diags, struct unpack *in)
{
	return arena_str(&diags->arena, unpack_str(in));
}

void diags_unpack(struct diags *diags, struct str packed)
{
	struct unpack in = { .rest = packed };

	if (packed.len == 0)
		return;
	for (size_t count = unpack_count(&in); count && !in.failed; count--) {
		struct diag *diag =
			add(diags, unpack_uint(&in) ? DIAG_WARNING : DIAG_ERROR);

		diag->path = unpack_text(diags, &in);
		diag->line = unpack_uint(&in);
		diag->column = unpack_uint(&in);
		diag->excerpt = unpack_text(diags, &in);
		diag->underline = unpack_text(diags, &in);
		diag->message = unpack_text(diags, &in);
		diag->notes = unpack_text(diags, &in);
		diag->hint = unpack_text(diags, &in);
		diag->context = unpack_text(diags, &in);
		diag->repeats = unpack_uint(&in);
	}
}

void diags_clear(struct diags *diags)
{
	arena_clear(&diags->arena);
	*diags = (struct diags){ 0 };
}
