#include "import/nearby.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/hash.h"
#include "base/path.h"

/* Only of files that are called so are the bytes looked at. */
static bool is_called_picture(struct str path)
{
	static const char *const endings[] = { ".jpg", ".jpeg", ".png",
		                               ".gif", ".webp", ".avif" };

	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (str_eq_nocase(path_extension(path), str_of(endings[i])))
			return true;
	return false;
}

static enum picture_form form_of(struct nearby *nearby, struct str path)
{
	struct arena scratch = { 0 };
	enum picture_form form = PICTURE_NONE;
	struct str start;

	if (is_called_picture(path) &&
	    files_read_start(nearby->luggage.files, path, PICTURE_START, &scratch,
	                     &start) == FILE_OK)
		form = picture_form_of(start);
	arena_clear(&scratch);
	return form;
}

void nearby_add(struct nearby *nearby, struct str root, struct str path, struct str from)
{
	struct str mark = nearby->mark;
	enum picture_form form;

	while (mark.len && !str_has_prefix(from, mark)) {
		size_t slash = str_find_char(from, '/');

		if (slash == STR_NONE)
			return;
		from = str_from(from, slash + 1);
	}
	form = form_of(nearby, path);
	if (form == PICTURE_NONE)
		return;
	if (nearby->count == nearby->cap) {
		nearby->cap = 2 * nearby->cap + 64;
		nearby->items = xrealloc_array(nearby->items, nearby->cap,
		                               sizeof(*nearby->items));
	}
	nearby->items[nearby->count++] = (struct near){ .key = hash_short(from),
		                                        .digits = hash_short(from),
		                                        .root = root,
		                                        .path = path,
		                                        .form = form };
}

static int compare_near(const void *a, const void *b)
{
	const struct near *x = a, *y = b;
	int order = (x->key > y->key) - (x->key < y->key);

	return order ? order : str_cmp(x->path, y->path);
}

/* Pictures of one name in two folders may go beside articles of one month. */
void nearby_sort(struct nearby *nearby)
{
	if (nearby->count > 1)
		qsort(nearby->items, nearby->count, sizeof(*nearby->items), compare_near);
	for (size_t i = 1; i < nearby->count; i++)
		if (nearby->items[i].key == nearby->items[i - 1].key)
			nearby->items[i].digits = hash_short(nearby->items[i].path);
}

const struct near *nearby_find(const struct nearby *nearby, struct str root,
                               struct str name)
{
	uint64_t key = hash_short(name);
	size_t low = 0, high = nearby->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (nearby->items[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < nearby->count && nearby->items[low].key == key; low++)
		if (str_has_suffix(nearby->items[low].path, name) &&
		    (root.len == 0 || str_eq(nearby->items[low].root, root)))
			return &nearby->items[low];
	return NULL;
}

struct str near_file(struct arena *arena, const struct near *near)
{
	return picture_name(arena, path_base(near->path), near->digits, near->form);
}

/* Nothing outside the folder is read. */
static bool take_one(struct luggage *luggage, const struct near *near, struct str article,
                     struct diags *diags)
{
	struct arena scratch = { 0 };
	enum file_status status = files_confine(luggage->files, near->root);
	struct str to = path_join(&scratch, path_dir(article), near_file(&scratch, near));
	bool ok = status == FILE_OK && luggage_take(luggage, near->path, to, diags);

	if (status == FILE_OK)
		status = files_confine(luggage->files, STR("/"));
	if (status != FILE_OK) {
		ok = diag_error_path(diags, near->root, "%s", files_explain(status));
		luggage->machine_failed |= files_is_system(status);
	}
	arena_clear(&scratch);
	return ok;
}

bool nearby_take(struct nearby *nearby, struct str root, struct value names,
                 struct str article, struct diags *diags)
{
	bool ok = true;

	for (uint32_t i = 0; names.type == VALUE_LIST && i < names.len; i++) {
		const struct near *near =
			nearby_find(nearby, root, value_text(names.items[i]));

		if (near)
			ok &= take_one(&nearby->luggage, near, article, diags);
	}
	return ok;
}

void nearby_clear(struct nearby *nearby)
{
	free(nearby->items);
	luggage_clear(&nearby->luggage);
	*nearby = (struct nearby){ 0 };
}
