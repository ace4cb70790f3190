#include "template/natives.h"

#include <stdlib.h>
#include <string.h>

#include "template/compiler.h"
#include "template/objects.h"
#include "template/parser.h"

const struct native *native_find(const struct native_list *list, struct str name)
{
	uint32_t at = table_find(&list->names, name);

	return at == TABLE_NONE ? NULL : &list->items[at];
}

/* "format, language=, **" */
static void read_params(struct native *native, struct str params)
{
	struct str param;

	while (params.len) {
		str_cut(params, ',', &param, &params);
		param = str_trim(param);
		if (str_eq(param, STR("*"))) {
			native->rest = true;
			continue;
		}
		if (str_eq(param, STR("**"))) {
			native->named = true;
			param = STR("");
		} else if (!str_skip_suffix(&param, STR("="))) {
			native->required = native->count + 1;
		}
		if (native->count < NATIVE_PARAMS)
			native->params[native->count++] = param;
	}
}

static void add_natives(struct native_list *list,
                        const struct template_function *functions)
{
	for (; functions && functions->name; functions++) {
		uint32_t at = table_add(&list->names, str_of(functions->name), NULL);

		if (at >= list->cap) {
			list->cap = list->cap ? 2 * list->cap : 32;
			list->items = xrealloc_array(list->items, list->cap,
			                             sizeof(*list->items));
		}
		list->items[at] = (struct native){
			.object = { &native_class },
			.name = str_of(functions->name),
			.run = functions->run,
		};
		read_params(&list->items[at], str_of(functions->params));
	}
}

static void free_natives(struct native_list *list)
{
	table_clear(&list->names);
	free(list->items);
}

struct template_set *template_set_new(const struct template_library *library)
{
	struct template_set *set = xmalloc(sizeof(*set));

	memset(set, 0, sizeof(*set));
	add_natives(&set->filters, string_filters);
	add_natives(&set->filters, list_filters);
	add_natives(&set->filters, order_filters);
	add_natives(&set->filters, number_filters);
	add_natives(&set->filters, html_filters);
	add_natives(&set->filters, link_filters);
	add_natives(&set->tests, predicates);
	add_natives(&set->functions, builtins);
	add_natives(&set->string_methods, string_methods);
	add_natives(&set->list_methods, list_methods);
	add_natives(&set->dict_methods, dict_methods);
	if (library) {
		add_natives(&set->filters, library->filters);
		add_natives(&set->tests, library->tests);
		add_natives(&set->functions, library->functions);
	}
	return set;
}

void template_set_free(struct template_set *set)
{
	if (!set)
		return;
	free_natives(&set->filters);
	free_natives(&set->tests);
	free_natives(&set->functions);
	free_natives(&set->string_methods);
	free_natives(&set->list_methods);
	free_natives(&set->dict_methods);
	table_clear(&set->names);
	table_clear(&set->template_names);
	free(set->templates);
	arena_clear(&set->arena);
	free(set);
}

static void add(struct template_set *set, struct str name, struct template *template)
{
	uint32_t at = table_add(&set->template_names, name, NULL);

	template->name = name;
	template->hash = hash_join(hash_bytes(name), hash_bytes(template->source->text));
	if (at >= set->template_cap) {
		set->template_cap = set->template_cap ? 2 * set->template_cap : 32;
		set->templates = xrealloc_array(set->templates, set->template_cap,
		                                sizeof(*set->templates));
	}
	set->templates[at] = template;
}

bool template_set_add_broken(struct template_set *set, struct str name,
                             const struct source *source)
{
	static const struct insn code[] = { { .op = OP_FAIL } };
	static const struct node nowhere = { .kind = NODE_TEXT };
	static const struct node *nodes[] = { &nowhere };
	struct template *template = ARENA_NEW(&set->arena, struct template);
	struct routine *root = ARENA_NEW(&set->arena, struct routine);

	*root = (struct routine){
		.kind = ROUTINE_ROOT,
		.template = template,
		.code = code,
		.nodes = nodes,
		.code_count = ARRAY_LEN(code),
	};
	template->source = source;
	template->root = root;
	add(set, name, template);
	return false;
}

bool template_set_add(struct template_set *set, struct str name,
                      const struct source *source, struct diags *diags)
{
	struct template *template;
	struct node *body;
	bool ok;

	if (source->text.len > TEMPLATE_SOURCE) {
		diag_error(diags, SPAN_FILE(source), "template is larger than %zu MiB",
		           TEMPLATE_SOURCE >> 20);
		return template_set_add_broken(set, name, source);
	}
	body = parse_template(source, &set->arena, diags, &ok);
	template = ok ? compile_template(set, source, body, diags) : NULL;
	if (!template)
		return template_set_add_broken(set, name, source);
	add(set, name, template);
	return true;
}

const struct template *template_find(const struct template_set *set, struct str name)
{
	uint32_t at = table_find(&set->template_names, name);

	return at == TABLE_NONE ? NULL : set->templates[at];
}

struct hash template_hash(const struct template *template)
{
	return template->hash;
}
