#include "import/trackers.h"

#include "base/url.h"

/* Parameters that say where a reader came from, not what the page is. */
static bool is_tracker(struct str parameter)
{
	static const struct str names[] = { STR_INIT("fbclid"), STR_INIT("gclid"),
		                            STR_INIT("dclid"),  STR_INIT("msclkid"),
		                            STR_INIT("mc_cid"), STR_INIT("mc_eid"),
		                            STR_INIT("igshid"), STR_INIT("cmpid") };
	struct str name, value;

	str_cut(parameter, '=', &name, &value);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq_nocase(name, names[i]))
			return true;
	/* "source=rss-1a2b------2" is what Medium adds in its feeds. */
	return str_has_prefix_nocase(name, STR("utm_")) ||
	       (str_eq(name, STR("source")) && str_has_prefix(value, STR("rss-")));
}

void trackers_add_query(struct buf *out, struct str query)
{
	struct str parameter;
	char mark = '?';

	str_skip_prefix(&query, STR("?"));
	while (query.len > 0) {
		str_cut(query, '&', &parameter, &query);
		if (parameter.len == 0 || is_tracker(parameter))
			continue;
		buf_add_char(out, mark);
		buf_add(out, parameter);
		mark = '&';
	}
}

struct str trackers_strip(struct arena *arena, struct str url)
{
	struct str query = url_split(url).query, stripped;
	size_t at;
	struct buf out = { 0 };

	if (query.len == 0)
		return url;
	at = (size_t)(query.ptr - url.ptr);
	buf_add(&out, str_slice(url, 0, at));
	trackers_add_query(&out, query);
	buf_add(&out, str_from(url, at + query.len));
	stripped = buf_keep(&out, arena);
	buf_clear(&out);
	return stripped;
}
