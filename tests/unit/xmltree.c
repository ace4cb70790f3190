#include "content/xmltree.h"

#include "base/buf.h"
#include "t.h"

static void write_node(struct buf *out, const struct html_node *node)
{
	if (node->name.len == 0) {
		buf_add(out, node->text);
		return;
	}
	buf_printf(out, "(%.*s", STR_ARG(node->name));
	for (size_t i = 0; i < node->attribute_count; i++)
		buf_printf(out, " %.*s=%.*s", STR_ARG(node->attributes[i].name),
		           STR_ARG(node->attributes[i].value));
	buf_add_char(out, ':');
	for (const struct html_node *child = node->first; child; child = child->next)
		write_node(out, child);
	buf_add_char(out, ')');
}

static struct str tree(const char *xml, size_t *damaged)
{
	const struct html_node *root = xml_parse(str_of(xml), &t_arena, damaged);
	struct buf out = { 0 };
	struct str text;

	for (const struct html_node *child = root->first; child; child = child->next)
		write_node(&out, child);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(xmltree, keeps_elements_attributes_and_texts)
{
	size_t damaged;

	CHECK_STR(tree("<?xml version='1.0'?><a b='c &amp; d' xml:base='e'>x<!-- no -->"
	               "<f/><![CDATA[<g> & ]]></a>",
	               &damaged),
	          STR("(a b=c & d xml:base=e:x(f:)<g> & )"));
	CHECK_INT(damaged, 0);
}

TEST(xmltree, calls_namespaces_by_their_usual_names)
{
	CHECK_STR(tree("<r xmlns='http://www.w3.org/2005/Atom' "
	               "xmlns:x='http://purl.org/dc/elements/1.1/' "
	               "xmlns:w='http://wordpress.org/export/1.0/' "
	               "xmlns:e='http://wordpress.org/export/1.2/excerpt/' "
	               "xmlns:o='http://other.example/'>"
	               "<x:creator/><w:id/><e:encoded/><o:thing/></r>",
	               NULL),
	          STR("(r:(dc:creator:)(wp:id:)(excerpt:encoded:)(o:thing:))"));
}

TEST(xmltree, understands_entities_and_ampersands_of_html)
{
	CHECK_STR(tree("<a>&eacute;&nbsp;&nope; a & b &#233; &lt;<![CDATA[&eacute; & ]]>"
	               "</a>",
	               NULL),
	          STR("(a:é\u00a0&nope; a & b é <&eacute; & )"));
}

TEST(xmltree, leaves_out_what_a_document_defines)
{
	struct str got = tree("<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z SYSTEM "
	                      "'file:///etc/passwd'>]><a>&x;&z;</a>",
	                      NULL);

	CHECK_STR(got, STR("(a:&x;&z;)"));
}

TEST(xmltree, reads_what_is_damaged_as_far_as_it_goes)
{
	size_t damaged;

	CHECK_STR(tree("<a><b>one</b>\n<c>two", &damaged), STR("(a:(b:one)\n(c:two))"));
	CHECK(damaged > 0);
	CHECK_STR(tree("", &damaged), STR(""));
	CHECK_STR(tree("no xml at all", &damaged), STR(""));
}

TEST(xmltree, is_not_deeper_than_it_says)
{
	struct buf xml = { 0 };

	for (size_t i = 0; i < 100000; i++)
		buf_puts(&xml, "<a>");
	xml_parse(buf_str(&xml), &t_arena, NULL);
	buf_clear(&xml);
}
