#include "import/pageaddress.h"

#include "base/attr.h"
#include "base/url.h"

#define TOP 4096 /* bytes: the comment stands before the page's own text */

struct str address_saved(struct str html)
{
	static const struct {
		struct str maker, label;
	} comments[] = {
		{ STR_INIT("<!-- saved from "), STR_INIT("url=(") },
		{ STR_INIT("Page saved with SingleFile"), STR_INIT("url: ") },
	};

	html = str_slice(html, 0, TOP);
	for (size_t i = 0; i < ARRAY_LEN(comments); i++) {
		size_t at = str_find(html, comments[i].maker), label, end = 0;
		struct str url;

		if (at == STR_NONE)
			continue;
		url = str_from(html, at);
		label = str_find(url, comments[i].label);
		if (label == STR_NONE)
			continue;
		url = str_from(url, label + comments[i].label.len);
		/* "(0041)" says how long the address is. */
		while (url.len && is_digit(url.ptr[0]))
			url = str_from(url, 1);
		str_skip_prefix(&url, STR(")"));
		while (end < url.len && !is_space(url.ptr[end]))
			end++;
		url = str_slice(url, 0, end);
		if (url_is_web(url))
			return url;
	}
	return (struct str){ 0 };
}

struct str address_unarchived(struct str url)
{
	struct url parts = url_split(url);
	size_t at;

	if (!str_eq_nocase(parts.host, STR("web.archive.org")) ||
	    !str_has_prefix(parts.path, STR("/web/")))
		return url;
	at = str_find(parts.path, STR("/http"));
	if (at == STR_NONE)
		return url;
	at += (size_t)(parts.path.ptr - url.ptr) + 1;
	return url_is_web(str_from(url, at)) ? str_from(url, at) : url;
}

bool address_is_front(struct str link)
{
	struct url url = url_split(link);

	return url.query.len == 0 && url.fragment.len == 0 &&
	       (str_eq(url.path, STR("/")) || (url.path.len == 0 && url.host.len > 0));
}
