/*
 * Fuzz target: any bytes as a template. It must compile or say why not, and render or say
 * why not, within the limits. A line "---" parts the template from a second one, which
 * the first can include, import or extend as "other".
 */
#include <stdint.h>

#include "template/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct value numbers[] = {
	{ .type = VALUE_INT, .integer = 3 },
	{ .type = VALUE_INT, .integer = -1 },
	{ .type = VALUE_FLOAT, .number = 2.5 },
};

static const struct value_entry entries[] = {
	{ .key = STR_INIT("title"),
	  .value = { .type = VALUE_STR, .len = 3, .text = "<b>" } },
	{ .key = STR_INIT("n"), .value = { .type = VALUE_INT, .integer = 7 } },
};

static struct value global(void *context, struct str name)
{
	(void)context;
	if (str_eq(name, STR("xs")))
		return value_list(numbers, ARRAY_LEN(numbers));
	if (str_eq(name, STR("d")))
		return value_dict(entries, ARRAY_LEN(entries));
	if (str_eq(name, STR("s")))
		return value_str(STR("a <b> \xc3\xa9"));
	if (str_eq(name, STR("n")))
		return value_int(5);
	return UNDEFINED;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	size_t part = str_find(text, STR("\n---\n"));
	struct source sources[] = {
		{ STR("main"), part == STR_NONE ? text : str_slice(text, 0, part) },
		{ STR("other"), part == STR_NONE ? STR("") : str_from(text, part + 5) },
	};
	struct template_host host = { .global = global };
	struct template_set *set = template_set_new(NULL);
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct buf out = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(sources); i++)
		template_set_add(set, sources[i].path, &sources[i], &diags);
	if (template_find(set, STR("main")))
		template_render(set, template_find(set, STR("main")), &host, &arena, &out,
		                &diags);
	diags_format(&diags, &out);
	template_set_free(set);
	buf_clear(&out);
	diags_clear(&diags);
	arena_clear(&arena);
	return 0;
}
