#include "import/feedtrim.h"

#include "base/attr.h"
#include "base/url.h"

/* "/~ff/" are FeedFlare's buttons, "/~r/" counts; feeds may have a host of their own. */
static bool is_button(const struct html_node *node)
{
	struct url src;

	if (!html_is(node, "img"))
		return false;
	src = url_split(html_attribute(node, "src"));
	return str_has_prefix(src.path, STR("/~ff/")) ||
	       str_has_prefix(src.path, STR("/~r/")) ||
	       str_eq_nocase(src.host, STR("feeds.wordpress.com"));
}

/* What links around it hold nothing else is left empty, and written as nothing. */
void feedtrim_buttons(struct html_node *body)
{
	struct html_node *next;

	for (struct html_node *node = html_next(body, body); node; node = next) {
		bool is_one = is_button(node);

		next = is_one ? html_next_past(body, node) : html_next(body, node);
		if (is_one)
			html_unlink(node);
	}
}
