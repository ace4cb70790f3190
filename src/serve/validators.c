#include "serve/validators.h"

#include "base/buf.h"
#include "base/date.h"

bool etag_in(struct str list, struct str etag)
{
	struct str one;

	if (str_eq(str_trim(list), STR("*")))
		return true;
	while (list.len) {
		str_cut(list, ',', &one, &list); /* our own tags have no comma */
		one = str_trim(one);
		str_skip_prefix(&one, STR("W/"));
		if (str_eq(one, etag))
			return true;
	}
	return false;
}

struct str http_date(struct arena *arena, int64_t seconds)
{
	struct buf text = { 0 };
	struct str kept;
	size_t bad;

	date_format(date_from_seconds(seconds, 0), STR("%a, %d %b %Y %H:%M:%S GMT"),
	            STR("en"), &text, &bad);
	kept = buf_keep(&text, arena);
	buf_clear(&text);
	return kept;
}

bool http_date_read(struct arena *arena, struct str text, int64_t *seconds)
{
	/* At fixed places: "Sun, 06 Nov 1994 08:49:37 GMT". */
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct str month = str_slice(text, 8, 11);
	size_t found = str_find(str_of(months), month);
	struct date date;

	if (text.len != 29 || found == STR_NONE || found % 3 ||
	    !str_has_suffix(text, STR(" GMT")))
		return false;
	if (!date_parse(arena_printf(arena, "%.*s-%02zu-%.*sT%.*sZ",
	                             STR_ARG(str_slice(text, 12, 16)), found / 3 + 1,
	                             STR_ARG(str_slice(text, 5, 7)),
	                             STR_ARG(str_slice(text, 17, 25))),
	                &date))
		return false;
	*seconds = date_to_seconds(date);
	return true;
}
