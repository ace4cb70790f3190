#include "content/xml.h"

#include "t.h"

static struct str document(void (*write)(struct xml *xml))
{
	struct buf out = { 0 };
	struct xml *xml = xml_start(&out, &t_arena);
	struct str kept;

	write(xml);
	xml_end(xml);
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	CHECK(str_has_prefix(kept, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")));
	return str_from(kept, str_find_char(kept, '\n') + 1);
}

static void write_nested(struct xml *xml)
{
	xml_open(xml, "a");
	xml_attribute(xml, "b", STR("1"));
	xml_element(xml, "c", STR("x"));
	xml_element(xml, "d", STR(""));
	xml_open(xml, "e");
}

TEST(xml, elements_nest_and_are_closed)
{
	CHECK_STR(document(write_nested), STR("<a b=\"1\">\n<c>x</c>\n<e/>\n</a>\n"));
}

static void write_markup(struct xml *xml)
{
	xml_open(xml, "a");
	xml_attribute(xml, "b", STR("\"<&>\n"));
	xml_text(xml, STR("<p>]]>&amp; é 😀 עברית\t\n"));
}

TEST(xml, what_is_markup_is_escaped)
{
	CHECK_STR(document(write_markup),
	          STR("<a b=\"&quot;&lt;&amp;&gt;&#10;\">"
	              "&lt;p&gt;]]&gt;&amp;amp; é 😀 עברית\t\n</a>\n"));
}

static void write_forbidden(struct xml *xml)
{
	xml_open(xml, "a");
	xml_text(xml, STR("\1 \0 \x1f \xff \xed\xa0\x80 \xef\xbf\xbe \xef\xbf\xbf \x7f"));
}

TEST(xml, what_xml_cannot_hold_is_replaced)
{
	CHECK_STR(document(write_forbidden), STR("<a>� � � � ��� � � \x7f</a>\n"));
}
