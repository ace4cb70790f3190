/*
 * template: runs templates for tests/template/differential.py. Reads JSON lines
 *
 *     {"templates": {"main": "..."}, "main": "main", "context": {...}}
 *
 * and writes one for each: {"output": "..."} or {"error": "..."}.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/escape.h"
#include "base/json.h"
#include "template/template.h"

static struct value global(void *context, struct str name)
{
	return value_get(*(const struct value *)context, name);
}

static void print_json(const char *key, struct str text)
{
	struct buf out = { 0 };

	buf_printf(&out, "{\"%s\": ", key);
	escape_json(&out, text);
	buf_puts(&out, "}\n");
	fwrite(out.ptr, 1, out.len, stdout);
	fflush(stdout);
	buf_clear(&out);
}

static bool run(struct value test, struct arena *arena, struct buf *out,
                struct diags *diags)
{
	struct value templates = value_get(test, STR("templates"));
	struct value context = value_get(test, STR("context"));
	struct source *sources = ARENA_ARRAY(arena, struct source, templates.len);
	struct template_set *set = template_set_new(NULL);
	struct str *names = ARENA_ARRAY(arena, struct str, context.len);
	struct template_host host = { .context = &context,
		                      .global = global,
		                      .global_names = names };
	const struct template *main_template;
	bool ok = true;

	if (context.type == VALUE_DICT)
		for (uint32_t i = 0; i < context.len; i++)
			names[host.global_count++] = context.entries[i].key;
	for (uint32_t i = 0; i < templates.len; i++) {
		sources[i].path = templates.entries[i].key;
		sources[i].text = value_text(templates.entries[i].value);
		ok &= template_set_add(set, sources[i].path, &sources[i], diags);
	}
	main_template = template_find(set, value_text(value_get(test, STR("main"))));
	if (ok && main_template)
		ok = template_render(set, main_template, &host, arena, out, diags);
	template_set_free(set);
	return ok && main_template;
}

int main(void)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	while ((len = getline(&line, &cap, stdin)) > 0) {
		struct source source = { STR("stdin"), { line, (size_t)len } };
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct buf out = { 0 };
		struct value test;
		size_t at = 0;

		if (json_parse(&source, &at, &arena, &test, &diags) &&
		    run(test, &arena, &out, &diags)) {
			print_json("output", buf_str(&out));
		} else {
			buf_reset(&out);
			diags_format(&diags, &out);
			print_json("error", buf_str(&out));
		}
		buf_clear(&out);
		diags_clear(&diags);
		arena_clear(&arena);
	}
	free(line);
	return 0;
}
