#include "content/htmltree.h"

#include "base/buf.h"
#include "t.h"

/* The tree as "name(attribute=value; child child)", texts in quotes. */
static void add_node(struct buf *out, const struct html_node *node)
{
	if (node->name.len == 0 && node->parent) {
		buf_printf(out, "'%.*s'", STR_ARG(node->text));
		return;
	}
	buf_add(out, node->name);
	buf_add_char(out, '(');
	for (size_t i = 0; i < node->attribute_count; i++)
		buf_printf(out, "%.*s=%.*s; ", STR_ARG(node->attributes[i].name),
		           STR_ARG(node->attributes[i].value));
	for (const struct html_node *child = node->first; child; child = child->next)
		add_node(out, child);
	buf_add_char(out, ')');
}

static struct str tree(const char *html)
{
	struct buf out = { 0 };
	struct str kept;

	add_node(&out, html_parse(str_of(html), &t_arena));
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

TEST(htmltree, reads_elements_attributes_and_text)
{
	CHECK_STR(tree("a <B Class='b c' HIDDEN>d &eacute;&amp;<br></b>e"),
	          STR("('a 'b(class=b c; hidden=; 'd é&'br())'e')"));
	CHECK_STR(tree(""), STR("()"));
}

TEST(htmltree, keeps_space_as_it_is)
{
	CHECK_STR(tree(" <ul>\n<li>a</li>\n</ul>\r\n b"),
	          STR("(' 'ul('\n'li('a')'\n')'\n b')"));
}

TEST(htmltree, keeps_no_comments_doctypes_or_instructions)
{
	CHECK_STR(tree("<!DOCTYPE html>a<!-- b -->c<?d?>e"), STR("('ace')"));
}

TEST(htmltree, closes_what_is_open)
{
	CHECK_STR(tree("<p>a<p>b<div>c</p>d"), STR("(p('a')p('b')div('cd'))"));
}

TEST(htmltree, knows_elements_that_hold_nothing)
{
	CHECK_STR(tree("<video><source src=a><track src=b>c</video>d<wbr>e"),
	          STR("(video(source(src=a; )track(src=b; )'c')'d'wbr()'e')"));
}

TEST(htmltree, reads_on_behind_the_end_of_a_document)
{
	CHECK_STR(tree("<html><head><title>a</title></head><body>b</body></html>c"),
	          STR("(title('a')'bc')"));
}

TEST(htmltree, reads_whole_pages)
{
	struct buf out = { 0 };
	struct str page = STR("<!DOCTYPE html><html lang=en><title>a</title><p>b</html>");

	add_node(&out, html_parse_page(page, &t_arena));
	CHECK_STR(buf_str(&out), STR("(html(lang=en; head(title('a'))body(p('b'))))"));
	buf_clear(&out);
}

TEST(htmltree, takes_numbers_of_controls_for_letters)
{
	CHECK_STR(tree("<p title='&#147;a'>b&#146;s &#150; &#129;</p>"),
	          STR("(p(title=\u201ca; 'b\u2019s \u2013 \ufffd'))"));
}

TEST(htmltree, goes_on_at_the_root_below_its_depth)
{
	struct buf text = { 0 };
	struct html_node *root, *node;
	size_t depth = 0, count = 0;

	for (size_t i = 0; i < 600; i++)
		buf_puts(&text, "<div>");
	buf_puts(&text, "é<b>a</b>");
	root = html_parse(buf_str(&text), &t_arena);
	for (node = root->first; node; node = node->first)
		depth++;
	CHECK_INT(depth, HTML_DEPTH);
	for (node = root->first; node; node = html_next(root, node))
		count += html_is(node, "b") && str_eq(node->first->text, STR("a"));
	CHECK_INT(count, 1);
	buf_clear(&text);
}

TEST(htmltree, cuts_off_absurdly_many_attributes)
{
	struct buf text = { 0 };
	struct html_node *node;

	buf_puts(&text, "<!-- <a -->\n<p ");
	for (size_t i = 0; i < 20000; i++)
		buf_printf(&text, "x%zu=\"<a>'\" ", i);
	buf_puts(&text, ">b</p>");
	node = html_parse(buf_str(&text), &t_arena)->last;
	CHECK_STR(node->name, STR("p"));
	CHECK_INT(node->attribute_count, 199);
	CHECK_STR(node->first->text, STR("b"));
	buf_clear(&text);
}

TEST(htmltree, can_be_walked_and_changed)
{
	struct html_node *root = html_parse(STR("<p>a<b>c</b></p><i>d</i>"), &t_arena);
	struct html_node *p = root->first, *b = p->last;

	CHECK(html_next(root, p) == p->first);
	CHECK(html_next_past(root, p) == root->last);
	CHECK(html_next(root, root->last->first) == NULL);
	html_unlink(b);
	html_prepend(root, b);
	CHECK(root->first == b && b->next == p && p->previous == b && !p->first->next);
	html_unlink(p);
	html_append(root, p);
	CHECK(root->last == p && p->next == NULL && p->previous == b->next);
	CHECK(html_attribute(p, "x").ptr == NULL);
}

TEST(htmltree, words_of_an_attribute_are_found_whole_in_any_case)
{
	struct html_node *root =
		html_parse(STR("<a class=' Big  blue\nbox' rel=TAG>x</a>"), &t_arena);
	const struct html_node *link = html_next(root, root);

	while (!html_is(link, "a"))
		link = link->first;
	CHECK(html_has_word(link, "class", "big"));
	CHECK(html_has_word(link, "rel", "tag"));
	CHECK(!html_has_word(link, "class", "bo"));
	CHECK(!html_has_word(link, "class", ""));
	CHECK(!html_has_word(link, "id", "big"));
}
