#include "import/urldate.h"

#include <stdint.h>
#include <stdio.h>

#include "base/url.h"
#include "import/monthnames.h"

#define YEAR_FIRST 1800

/* One or two digits at the start, and what may follow; 0 if there are none. */
static int take_two(struct str *path)
{
	int n = 0;
	size_t len = 0;

	while (len < 2 && len < path->len && is_digit(path->ptr[len]))
		n = n * 10 + (path->ptr[len++] - '0');
	*path = str_from(*path, len);
	return n;
}

/* What stands between the parts of a date: in a folder or a name, or nothing. */
static bool skip_sign(struct str *path)
{
	return str_skip_prefix(path, STR("/")) || str_skip_prefix(path, STR("-"));
}

/* "2014/05/12", "2014-05/12", "2014/may/12", "20140512" at the start of a path. */
static bool date_at(struct str path, struct date *date)
{
	char iso[16];
	struct str name = str_slice(path, 5, 8);
	int64_t year;
	int month, day;
	bool parted;

	if (path.len < 8 || !is_digit(path.ptr[3]) ||
	    !str_to_int(str_slice(path, 0, 4), &year) || year < YEAR_FIRST)
		return false;
	path = str_from(path, 4);
	parted = skip_sign(&path);
	month = month_named(name);
	if (parted && month > 0)
		path = str_from(path, 3);
	else
		month = take_two(&path);
	if (skip_sign(&path) != parted)
		return false;
	day = take_two(&path);
	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", (int)year, month, day);
	return (path.len == 0 || !is_alnum(path.ptr[0])) && date_parse(str_of(iso), date);
}

/* The date in a path such as /2014/05/12/harbour.html or /2014-05-12-harbour */
struct date urldate_find(struct str url)
{
	struct str path = url_split(url).path;
	struct date date;

	for (size_t at = 0; at < path.len; at++)
		if ((at == 0 || !is_alnum(path.ptr[at - 1])) &&
		    date_at(str_from(path, at), &date))
			return date;
	return (struct date){ 0 };
}
