#include "archive/alias.h"

#include "archive/permalink.h"
#include "base/escape.h"
#include "base/path.h"

/* What browsers send of a query as it is written, besides letters and digits. */
#define QUERY_PLAIN "%-._~!$&()*+,/:;=?@[]\\^`{|}"

static struct str sent_query(struct arena *arena, struct str query)
{
	struct buf out = { 0 };
	struct str sent;

	escape_url(&out, query, QUERY_PLAIN);
	sent = buf_keep(&out, arena);
	buf_clear(&out);
	return sent;
}

static struct str without_host(struct str url)
{
	if (!str_skip_prefix(&url, STR("https://")) &&
	    !str_skip_prefix(&url, STR("http://")))
		return url;
	while (url.len && str_find_char(STR("/?#"), url.ptr[0]) == STR_NONE)
		url = str_from(url, 1);
	return url;
}

/* "%00" and the like: no server takes them, and no file has them in its name. */
static bool has_control(struct str path)
{
	for (size_t i = 0; i < path.len; i++)
		if ((unsigned char)path.ptr[i] < ' ' || path.ptr[i] == 0x7f)
			return true;
	return false;
}

bool alias_read(struct arena *arena, struct str alias, struct redirect *redirect)
{
	struct str rest = without_host(alias), query, path;

	if (str_find_char(rest, '#') != STR_NONE)
		return false;
	str_cut(rest, '?', &rest, &query);
	while (str_skip_prefix(&rest, STR("/")))
		;
	if (!path_normalize(arena, unescape_url(arena, rest), &path) || has_control(path))
		return false;
	redirect->query = sent_query(arena, query);
	redirect->is_bare = false;
	if (path.len == 0) {
		redirect->url = STR("/");
		return query.len != 0;
	}
	if (str_has_suffix(rest, STR("/")) || path_extension(path).len == 0) {
		redirect->url = arena_printf(arena, "/%.*s/", STR_ARG(path));
		redirect->is_bare = !str_has_suffix(rest, STR("/"));
	} else {
		redirect->url = path_to_url(arena, path);
	}
	return true;
}

struct str alias_line(struct arena *arena, const struct redirect *redirect)
{
	struct str url = redirect->url;

	if (redirect->query.len == 0)
		return url;
	if (redirect->is_bare)
		str_skip_suffix(&url, STR("/"));
	return arena_printf(arena, "%.*s?%.*s", STR_ARG(url), STR_ARG(redirect->query));
}

/* No path has "//" in it. */
struct str alias_key(struct arena *arena, struct str url, struct str query)
{
	str_skip_suffix(&url, STR("/"));
	return query.len == 0
	               ? url
	               : arena_printf(arena, "%.*s//%.*s", STR_ARG(url), STR_ARG(query));
}

const struct redirect *alias_find(const struct archive *archive, struct str line)
{
	struct arena scratch = { 0 };
	struct str url, query;
	/* A path may hold a "?" that was encoded in the alias. */
	uint32_t number = table_find(&archive->by_alias,
	                             alias_key(&scratch, line, (struct str){ 0 }));

	if (number == TABLE_NONE && str_cut(line, '?', &url, &query))
		number =
			table_find(&archive->by_alias,
		                   alias_key(&scratch, url, sent_query(&scratch, query)));
	arena_clear(&scratch);
	return number == TABLE_NONE ? NULL : &archive->redirects[number];
}
