#include "content/naming.h"

#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"

#define DATE_LENGTH 10 /* of 2014-02-10 */
#define HASH_DIGITS 8

static struct str below_root(struct str path, struct str root)
{
	struct str inner = path;

	if (root.len && str_skip_prefix(&inner, root) &&
	    str_skip_prefix(&inner, STR("/")))
		return inner;
	return path;
}

/* The part of the path that names the article: a/b.md and a/b/index.md are both b. */
static struct str own_name(struct str path)
{
	struct str stem = path_stem(path), folder = path_dir(path);

	if (folder.len && (str_eq(stem, STR("index")) || str_eq(stem, STR("_index"))))
		return path_base(folder);
	return stem;
}

/* Digits and "-" as in 2014-02-10, with nothing or a separator behind it. */
static bool begins_with_date(struct str name)
{
	for (size_t i = 0; i < DATE_LENGTH; i++)
		if (i >= name.len ||
		    (i == 4 || i == 7 ? name.ptr[i] != '-' : !is_digit(name.ptr[i])))
			return false;
	return name.len == DATE_LENGTH || !is_alnum(name.ptr[DATE_LENGTH]);
}

static bool is_number(struct str s, size_t digits)
{
	if (s.len != digits)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.ptr[i]))
			return false;
	return true;
}

/* 2014/02/10 just above a name: the text of it, or nothing. */
static struct str date_folders(struct str path)
{
	struct str folder = path_dir(path);
	struct str day = path_base(folder), above = path_dir(folder);
	struct str month = path_base(above), year = path_base(path_dir(above));

	if (!is_number(day, 2) || !is_number(month, 2) || !is_number(year, 4))
		return (struct str){ 0 };
	return (struct str){ year.ptr, DATE_LENGTH };
}

static struct date folder_date(struct str text)
{
	char iso[DATE_LENGTH];
	struct date date = { 0 };

	for (size_t i = 0; i < text.len; i++)
		iso[i] = text.ptr[i] == '/' ? '-' : text.ptr[i];
	date_parse((struct str){ iso, text.len }, &date);
	return date;
}

struct date naming_date(struct str path, struct str root, struct str *wrong)
{
	struct str inner = below_root(path, root), name = own_name(inner), folders;
	struct date date = { 0 };

	*wrong = (struct str){ 0 };
	if (begins_with_date(name)) {
		name = str_slice(name, 0, DATE_LENGTH);
		if (!date_parse(name, &date))
			*wrong = name;
		return date;
	}
	folders = date_folders(inner);
	/* Of 2014/02/10/slug/index.md the folder is the name. */
	if (folders.len == 0 && !str_eq(name, path_stem(inner)))
		folders = date_folders(path_dir(inner));
	if (folders.len == 0)
		return date;
	date = folder_date(folders);
	if (!date_is_known(date))
		*wrong = folders;
	return date;
}

struct str naming_slug(struct arena *arena, struct str path, struct str root)
{
	struct str name = own_name(below_root(path, root)), slug;
	struct date date;

	if (name.len > DATE_LENGTH && begins_with_date(name) &&
	    date_parse(str_slice(name, 0, DATE_LENGTH), &date)) {
		slug = text_slug(arena, str_from(name, DATE_LENGTH));
		if (slug.len)
			return slug;
	}
	slug = text_slug(arena, name);
	if (slug.len)
		return slug;
	return arena_printf(arena, "article-%.*s",
	                    STR_ARG(hash_hex(arena, hash_bytes(path), HASH_DIGITS)));
}
