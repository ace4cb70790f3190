#include "content/values.h"

#include <string.h>

#include "base/attr.h"
#include "base/date.h"

#define ID_MAX       500 /* bytes */
#define LANGUAGE_MAX 35  /* bytes of a tag: RFC 5646, section 4.4.1 */

bool value_is_id(struct str id)
{
	if (id.len == 0 || id.len > ID_MAX)
		return false;
	for (size_t i = 0; i < id.len; i++) {
		char c = id.ptr[i];

		if (!is_alnum(c) && !(c & 0x80) &&
		    (c == '\0' || str_find_char(STR("-_.:"), c) == STR_NONE))
			return false;
	}
	return true;
}

bool value_is_class(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!is_alnum(name.ptr[i]) && name.ptr[i] != '-' && name.ptr[i] != '_')
			return false;
	return name.len > 0;
}

bool value_is_language(struct str tag)
{
	struct str part, rest = tag;

	if (tag.len > LANGUAGE_MAX)
		return false;
	for (bool first = true; rest.len; first = false) {
		str_cut(rest, '-', &part, &rest);
		if (part.len < (first ? 2 : 1) || part.len > (first ? 3 : 8))
			return false;
		for (size_t i = 0; i < part.len; i++)
			if (!is_alnum(part.ptr[i]) || (first && !is_alpha(part.ptr[i])))
				return false;
	}
	return tag.len > 0 && tag.ptr[tag.len - 1] != '-';
}

/* Does s look like the pattern, in which 0 is any digit and * is any number of them? */
static bool has_shape(struct str s, const char *pattern)
{
	size_t i = 0;

	for (; *pattern; pattern++) {
		if (*pattern == '*') {
			while (i < s.len && is_digit(s.ptr[i]))
				i++;
		} else if (i == s.len || (*pattern == '0' ? !is_digit(s.ptr[i])
		                                          : s.ptr[i] != *pattern)) {
			return false;
		} else {
			i++;
		}
	}
	return i == s.len;
}

/* Does s have one of the shapes, of which there are count? */
static bool has_any_shape(struct str s, const char *const *shapes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has_shape(s, shapes[i]))
			return true;
	return false;
}

bool value_is_date(struct str s)
{
	static const char *const days[] = { "0000", "0000-00", "0000-00-00" };
	static const char *const times[] = { "T00:00", "T00:00:00", "T00:00:00.0*" };
	static const char *const zones[] = { "+00:00", "-00:00" };
	struct str day = str_slice(s, 0, 10), time = str_from(s, 10);
	char first[] = "0000-01-01"; /* of the year or month, where there is no day */
	struct date date;

	memcpy(first, day.ptr, day.len);
	if (!has_any_shape(day, days, ARRAY_LEN(days)) ||
	    !date_parse(str_of(first), &date))
		return false;
	if (time.len == 0)
		return true;
	if (!str_skip_suffix(&time, STR("Z")) && time.len > 6 &&
	    has_any_shape(str_from(time, time.len - 6), zones, ARRAY_LEN(zones)))
		time.len -= 6;
	return has_any_shape(time, times, ARRAY_LEN(times)) && date_parse(s, &date);
}

bool value_to_number(struct str s, int64_t low, int64_t high, int64_t *number)
{
	s = str_trim(s);
	str_skip_suffix(&s, STR("px"));
	return s.len > 0 && is_digit(s.ptr[0]) && str_to_int(s, number) &&
	       *number >= low && *number <= high;
}

bool value_is_word(struct str word, const char *words)
{
	char spaced[32];

	if (word.len == 0 || word.len > sizeof(spaced) - 2 ||
	    str_find_char(word, ' ') != STR_NONE)
		return false;
	spaced[0] = ' ';
	memcpy(spaced + 1, word.ptr, word.len);
	spaced[word.len + 1] = ' ';
	return str_contains(str_of(words), (struct str){ spaced, word.len + 2 });
}

bool value_next_word(struct str *rest, struct str *word)
{
	size_t len = 0;

	*rest = str_trim_start(*rest);
	while (len < rest->len && !is_space(rest->ptr[len]))
		len++;
	*word = str_slice(*rest, 0, len);
	*rest = str_from(*rest, len);
	return len > 0;
}

bool value_is_descriptor(struct str s)
{
	return s.len == 0 || has_shape(s, "0*w") || has_shape(s, "0*x") ||
	       has_shape(s, "0*.0*x");
}
