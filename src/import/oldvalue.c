#include "import/oldvalue.h"

#include <string.h>

#include "base/text.h"
#include "import/anydate.h"

struct value dict_get(struct value dict, const char *name)
{
	if (dict.type != VALUE_DICT)
		return UNDEFINED;
	for (uint32_t i = 0; i < dict.len; i++)
		if (str_eq_nocase(dict.entries[i].key, str_of(name)))
			return dict.entries[i].value;
	return UNDEFINED;
}

struct str dict_text(struct value dict, const char *name)
{
	return str_trim(value_text(dict_get(dict, name)));
}

struct str dict_words(struct value dict, const char *name, struct arena *arena)
{
	struct value value = dict_get(dict, name);
	struct buf out = { 0 };
	struct str words;

	if (value.type == VALUE_INT)
		buf_add_int(&out, value.integer);
	else if (value.type == VALUE_FLOAT)
		value_format_float(&out, value.number);
	else
		buf_add(&out, str_trim(value_text(value)));
	words = buf_keep(&out, arena);
	buf_clear(&out);
	return words;
}

bool dict_date(struct value dict, const char *names, struct date *date, bool *unclear)
{
	struct str rest = str_of(names), name;

	while (rest.len) {
		char key[32] = { 0 };
		struct value value;

		str_cut(rest, ' ', &name, &rest);
		memcpy(key, name.ptr, name.len < sizeof(key) - 1 ? name.len : 0);
		value = dict_get(dict, key);
		if (anydate_parse(value_text(value), date))
			return true;
		/* Jekyll's "published: false" is no date, and none is meant. */
		*unclear |= value.type != VALUE_UNDEFINED && value.type != VALUE_NONE &&
		            value.type != VALUE_BOOL;
	}
	return false;
}

struct str path_relative(struct arena *arena, struct str from_folder, struct str to)
{
	struct buf out = { 0 };
	struct str path;
	size_t same = 0;

	for (size_t i = 0; i <= from_folder.len && i < to.len; i++) {
		bool ends = i == from_folder.len || from_folder.ptr[i] == '/';

		if (ends && to.ptr[i] == '/')
			same = i + 1;
		if (i == from_folder.len || from_folder.ptr[i] != to.ptr[i])
			break;
	}
	for (size_t i = same; i < from_folder.len; i++)
		if (i == same || from_folder.ptr[i] == '/')
			buf_puts(&out, "../");
	buf_add(&out, str_from(to, same));
	path = buf_keep(&out, arena);
	buf_clear(&out);
	return path;
}

bool is_listed(struct str name, const struct str *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(name, list[i]))
			return true;
	return false;
}
