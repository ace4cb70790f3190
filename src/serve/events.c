#include "serve/events.h"

#include "base/json.h"

/* As many errors as anyone reads in a browser; the terminal has all of them. */
#define ERRORS_SHOWN 50

void event_retry(struct buf *out)
{
	buf_puts(out, "retry: 500\n\n");
}

/* JSON is one line: it has no line breaks but escaped ones. */
static void add_event(struct buf *out, struct str name, struct value data)
{
	buf_printf(out, "event: %.*s\ndata: ", STR_ARG(name));
	json_write(out, data, JSON_PLAIN, 0);
	buf_puts(out, "\n\n");
}

void event_reload(struct buf *out)
{
	add_event(out, STR("reload"), VALUE_NULL);
}

void event_styles(struct buf *out, struct value urls)
{
	add_event(out, STR("styles"), urls);
}

static void add_text(struct value_builder *dict, struct str key, struct str text)
{
	if (text.len)
		value_add(dict, key, value_str(text));
}

static struct value error_value(struct arena *arena, const struct diag *diag)
{
	struct value_builder dict = { .arena = arena };

	add_text(&dict, STR("path"), diag->path);
	if (diag->line) {
		value_add(&dict, STR("line"), value_int((int64_t)diag->line));
		value_add(&dict, STR("column"), value_int((int64_t)diag->column));
	}
	add_text(&dict, STR("message"), diag->message);
	add_text(&dict, STR("excerpt"), diag->excerpt);
	add_text(&dict, STR("underline"), diag->underline);
	add_text(&dict, STR("notes"), diag->notes);
	add_text(&dict, STR("hint"), diag->hint);
	add_text(&dict, STR("context"), diag->context);
	return value_built_dict(&dict);
}

void event_errors(struct buf *out, const struct diags *diags)
{
	struct arena arena = { 0 };
	struct value_builder list = { .arena = &arena };

	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		if (diag->level == DIAG_ERROR && list.count < ERRORS_SHOWN)
			value_add_item(&list, error_value(&arena, diag));
	if (diags->errors > ERRORS_SHOWN) {
		struct diag more = { 0 };

		more.message = arena_printf(&arena, "%zu more errors are in the terminal",
		                            diags->errors - ERRORS_SHOWN);
		value_add_item(&list, error_value(&arena, &more));
	}
	add_event(out, STR("errors"), value_built_list(&list));
	arena_clear(&arena);
}

void event_heartbeat(struct buf *out)
{
	buf_puts(out, ":\n\n");
}
