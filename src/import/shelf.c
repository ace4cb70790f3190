#include "import/shelf.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "content/naming.h"
#include "import/markdownfile.h"

#define SLUG_MAX \
	100 /* bytes: leaves room for a number, ".md.new" and a file system's 255 */
#define HASH_DIGITS 32

static const struct str stamp_line = STR_INIT("imported:");
static const struct str from_key = STR_INIT("  from: ");
static const struct str hash_key = STR_INIT("  hash: ");

/* What a file says of where it came from. */
struct imprint {
	struct str from; /* as YAML; empty if there is no stamp */
	struct str hash;
	size_t start, end; /* of the line with the hash */
};

static struct imprint read_stamp(struct str text)
{
	struct str rest = text, line;
	struct imprint stamp = { 0 };
	bool inside = false;

	if (!str_next_line(&rest, &line) || !str_eq(line, STR("---")))
		return stamp;
	while (str_next_line(&rest, &line) && !str_eq(line, STR("---"))) {
		if (!str_has_prefix(line, STR(" ")))
			inside = str_eq(line, stamp_line);
		else if (inside && str_has_prefix(line, from_key))
			stamp.from = str_from(line, from_key.len);
		else if (inside && str_has_prefix(line, hash_key)) {
			stamp.hash = str_from(line, hash_key.len);
			stamp.start = (size_t)(line.ptr - text.ptr);
			stamp.end = (size_t)(rest.ptr - text.ptr);
		}
	}
	return stamp;
}

/* A string as it stands in YAML. */
static struct str as_yaml(struct arena *arena, struct str s)
{
	struct buf out = { 0 };

	yaml_write_str(&out, s);
	s = buf_keep(&out, arena);
	buf_clear(&out);
	return s;
}

/* The hash of a text without the bytes from start to end, as it stands in YAML. */
static struct str hash_without(struct arena *arena, struct str text, size_t start,
                               size_t end)
{
	struct hash before = hash_bytes(str_slice(text, 0, start));
	struct hash after = hash_bytes(str_from(text, end));

	return as_yaml(arena, hash_hex(arena, hash_join(before, after), HASH_DIGITS));
}

/* Is the file as it was written? */
static bool is_untouched(struct arena *arena, struct str text,
                         const struct imprint *stamp)
{
	return stamp->hash.len > 0 &&
	       str_eq(hash_without(arena, text, stamp->start, stamp->end), stamp->hash);
}

/* The file's text; from is what the stamp says of it. */
static struct str compose(struct arena *arena, const struct shelf_item *item,
                          struct str from)
{
	struct buf out = { 0 };
	struct str plain, text;
	size_t at;

	buf_puts(&out, "---\n");
	yaml_write_dict(&out, item->front);
	buf_add(&out, stamp_line);
	buf_puts(&out, "\n");
	buf_add(&out, from_key);
	buf_add(&out, from);
	buf_puts(&out, "\n");
	at = out.len;
	buf_puts(&out, "---\n");
	buf_add(&out, item->body);
	plain = buf_keep(&out, arena);

	buf_truncate(&out, at);
	buf_add(&out, hash_key);
	buf_add(&out, hash_without(arena, plain, at, at));
	buf_puts(&out, "\n");
	buf_add(&out, str_from(plain, at));
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

/* A slug that a file system can bear, cut between words. */
static struct str short_slug(struct arena *arena, struct str text)
{
	struct str slug = text_slug(arena, text);
	size_t at = SLUG_MAX;

	if (slug.len > SLUG_MAX) {
		while (at > 0 && ((unsigned char)slug.ptr[at] & 0xc0) == 0x80)
			at--; /* not within a character */
		slug = str_slice(slug, 0, at);
		at = str_find_last_char(slug, '-');
		if (at != STR_NONE && at > SLUG_MAX / 2)
			slug = str_slice(slug, 0, at);
	}
	return slug.len > 0 ? slug : STR("article");
}

/*
 * As the name of a file that is read back as it is: index.md is named after its folder,
 * and a date before a slug is none of it, so that two of them could want one URL.
 */
static struct str as_name(struct arena *arena, struct str slug)
{
	struct str numbered = arena_printf(arena, "%.*s-2", STR_ARG(slug));

	if (str_eq(slug, STR("index")))
		return STR("index-page");
	if (str_eq(naming_slug(arena, numbered, STR("")), numbered))
		return slug;
	return arena_printf(arena, "%.4s%.2s%.*s", slug.ptr, slug.ptr + 5,
	                    STR_ARG(str_from(slug, 8)));
}

/* The path without number and extension. */
static struct str make_stem(const struct shelf *shelf, const struct shelf_item *item,
                            struct arena *arena)
{
	struct str slug = as_name(arena, short_slug(arena, item->slug));
	struct str folder = shelf->into;

	if (date_is_known(item->date))
		folder = path_join(arena, folder,
		                   arena_printf(arena, "%04d/%02d", item->date.year,
		                                item->date.month));
	return path_join(arena, folder, slug);
}

/* The path without extension. */
static struct str make_name(struct arena *arena, struct str stem, uint32_t number)
{
	if (number == 1)
		return stem;
	return arena_printf(arena, "%.*s-%u", STR_ARG(stem), number);
}

static bool is_taken(const struct shelf *shelf, struct str name)
{
	return hashset_find(&shelf->taken, name) != HASHSET_NONE;
}

static void note_next(struct shelf *shelf, struct str stem, uint32_t number)
{
	uint32_t n = hashset_add(&shelf->stems, stem, NULL);

	if (n >= shelf->next_cap) {
		shelf->next_cap += shelf->next_cap / 2 + 16;
		shelf->next = xrealloc_array(shelf->next, shelf->next_cap,
		                             sizeof(*shelf->next));
	}
	shelf->next[n] = number;
}

/* The lowest number of the stem that no article of this run was given. */
static uint32_t first_free(struct shelf *shelf, struct str stem, struct arena *arena)
{
	uint32_t n = hashset_find(&shelf->stems, stem);
	uint32_t number = n == HASHSET_NONE ? 1 : shelf->next[n];

	while (is_taken(shelf, make_name(arena, stem, number)))
		number++;
	if (number > 1)
		note_next(shelf, stem, number);
	return number;
}

static bool fail(enum file_status got, struct str path, enum file_status *status,
                 struct diags *diags)
{
	*status = got;
	return diag_error_path(diags, path, "cannot write: %s", files_explain(got));
}

static bool write_file(struct shelf *shelf, struct str path, struct str text,
                       enum file_status *status, struct diags *diags)
{
	enum file_status got = files_make_folder(shelf->files, path_dir(path));

	if (got == FILE_OK)
		got = files_replace(shelf->files, path, text);
	return got == FILE_OK || fail(got, path, status, diags);
}

/* The file belongs to this article and was edited: the new version goes beside it. */
static bool put_beside(struct shelf *shelf, struct arena *arena, struct str text,
                       struct str *path, enum file_status *status, struct diags *diags)
{
	struct str beside = arena_printf(arena, "%.*s.new", STR_ARG(*path)), old;
	enum file_status got =
		files_read(shelf->files, beside, SHELF_FILE_MAX, arena, &old, NULL);
	struct imprint stamp;

	diag_warn_path(diags, *path,
	               "was edited since it was imported, and stays as it is");
	diag_hint(diags, "the new version is in '%.*s'", STR_ARG(beside));
	if (got == FILE_OK && str_eq(old, text)) {
		*path = beside;
		return true;
	}
	if (got == FILE_OK) {
		stamp = read_stamp(old);
		if (!is_untouched(arena, old, &stamp)) {
			*status = FILE_EXISTS;
			return diag_error_path(
				diags, beside,
				"was edited too: remove it to have the new version");
		}
	} else if (got != FILE_MISSING) {
		return fail(got, beside, status, diags);
	}
	*path = beside;
	return write_file(shelf, beside, text, status, diags);
}

/* Is a file of this name another article's? One of somebody's own is only in the way. */
static bool is_of_another(const struct shelf *shelf, struct str path, struct str from,
                          struct arena *arena)
{
	struct imprint stamp;
	struct str old;

	if (files_read(shelf->files, path, SHELF_FILE_MAX, arena, &old, NULL) != FILE_OK)
		return false;
	stamp = read_stamp(old);
	return stamp.from.len > 0 && !str_eq(stamp.from, as_yaml(arena, from));
}

struct str shelf_claim(struct shelf *shelf, const struct shelf_item *item,
                       struct arena *arena)
{
	struct str extension = item->extension.len ? item->extension : STR(".md");
	struct arena scratch = { 0 };
	struct str stem = make_stem(shelf, item, &scratch), name, path;
	uint32_t number = first_free(shelf, stem, &scratch);
	struct arena_mark mark = arena_mark(&scratch);

	for (;; number++) {
		arena_rewind(&scratch, mark);
		name = make_name(&scratch, stem, number);
		path = arena_printf(&scratch, "%.*s%.*s", STR_ARG(name),
		                    STR_ARG(extension));
		if (!is_taken(shelf, name) &&
		    !is_of_another(shelf, path, item->from, &scratch))
			break;
	}
	hashset_add(&shelf->taken, name, NULL);
	path = arena_str(arena, path);
	arena_clear(&scratch);
	return path;
}

bool shelf_put(struct shelf *shelf, const struct shelf_item *item, struct arena *arena,
               struct str *path, enum shelved *how, enum file_status *status,
               struct diags *diags)
{
	struct str text = compose(arena, item, as_yaml(arena, item->from)), old;
	struct imprint stamp;
	enum file_status got;

	*path = item->path.len ? item->path : shelf_claim(shelf, item, arena);
	got = files_read(shelf->files, *path, SHELF_FILE_MAX, arena, &old, NULL);
	*how = SHELVED_NEW;
	if (got == FILE_MISSING || got == FILE_NOT_FOLDER)
		return write_file(shelf, *path, text, status, diags);
	if (got != FILE_OK)
		return fail(got, *path, status, diags);
	*how = SHELVED_SAME;
	if (str_eq(old, text))
		return true;
	stamp = read_stamp(old);
	*how = SHELVED_UPDATED;
	if (is_untouched(arena, old, &stamp))
		return write_file(shelf, *path, text, status, diags);
	*how = SHELVED_BESIDE;
	return put_beside(shelf, arena, text, path, status, diags);
}

bool shelf_put_file(struct shelf *shelf, struct str path, struct str bytes,
                    enum shelved *how, enum file_status *status, struct diags *diags)
{
	struct arena scratch = { 0 };
	struct hash there;
	enum file_status got = files_hash(shelf->files, path, &there);
	bool ok = true;

	*how = SHELVED_NEW;
	if (got == FILE_OK && hash_eq(there, hash_bytes(bytes))) {
		*how = SHELVED_SAME;
	} else if (got == FILE_OK) {
		*how = SHELVED_BESIDE;
		diag_warn_path(diags, path, "is there already, and stays as it is");
		path = arena_printf(&scratch, "%.*s.new", STR_ARG(path));
		diag_hint(diags, "the imported one is in '%.*s'", STR_ARG(path));
		if (files_hash(shelf->files, path, &there) != FILE_OK ||
		    !hash_eq(there, hash_bytes(bytes)))
			ok = write_file(shelf, path, bytes, status, diags);
	} else if (got == FILE_MISSING || got == FILE_NOT_FOLDER) {
		ok = write_file(shelf, path, bytes, status, diags);
	} else {
		ok = fail(got, path, status, diags);
	}
	arena_clear(&scratch);
	return ok;
}

void shelf_clear(struct shelf *shelf)
{
	hashset_clear(&shelf->taken);
	hashset_clear(&shelf->stems);
	free(shelf->next);
	spellings_clear(&shelf->spellings);
	*shelf = (struct shelf){ 0 };
}
