#include "import/wxrstream.h"

#include "t.h"

static struct files *file_of(struct str text)
{
	struct files *files = files_open_memory();

	CHECK_INT(files_replace(files, STR("a.xml"), text), FILE_OK);
	return files;
}

/* Head and items, each in brackets; "!" if the last had no end. */
static struct str parts(struct str text)
{
	struct wxrstream stream = { .files = file_of(text), .path = STR("a.xml") };
	struct buf out = { 0 };
	struct str part;

	CHECK(wxrstream_head(&stream, &part));
	buf_printf(&out, "[%.*s]", STR_ARG(part));
	while (wxrstream_next(&stream, &part))
		buf_printf(&out, "[%.*s]%s", STR_ARG(part), stream.cut ? "!" : "");
	part = buf_keep(&out, &t_arena);
	buf_clear(&out);
	files_close(stream.files);
	wxrstream_clear(&stream);
	return part;
}

TEST(wxrstream, tells_items_by_their_tags)
{
	CHECK_STR(parts(STR("head<item>a</item> between <item x='y'>b</item></rss>")),
	          STR("[head][<item>a</item>][<item x='y'>b</item>]"));
	CHECK_STR(parts(STR("<items/><itemize>")), STR("[<items/><itemize>]"));
	CHECK_STR(parts(STR("")), STR("[]"));
}

TEST(wxrstream, sees_no_tags_in_cdata_and_comments)
{
	CHECK_STR(parts(STR("<!-- <item> --><item><![CDATA[</item>]]><!-- </item> -->"
	                    "</item>")),
	          STR("[<!-- <item> -->][<item><![CDATA[</item>]]><!-- </item> -->"
	              "</item>]"));
}

TEST(wxrstream, says_where_the_file_breaks_off)
{
	CHECK_STR(parts(STR("a<item>b</item><item>c")),
	          STR("[a][<item>b</item>][<item>c]!"));
	CHECK_STR(parts(STR("a<item><![CDATA[c</item>")),
	          STR("[a][<item><![CDATA[c</item>]!"));
	CHECK_STR(parts(STR("a<item>c</ite")), STR("[a][<item>c</ite]!"));
}

TEST(wxrstream, reads_across_the_parts_of_a_file)
{
	struct buf text = { 0 };
	struct wxrstream stream = { .path = STR("a.xml") };
	struct str part;
	size_t items = 0, bytes = 0;

	buf_puts(&text, "head");
	while (text.len < (size_t)5 << 20)
		buf_printf(&text, "<item><![CDATA[%zu <item> ]]></item>", text.len);
	stream.files = file_of(buf_str(&text));
	CHECK(wxrstream_head(&stream, &part));
	while (wxrstream_next(&stream, &part)) {
		CHECK(str_has_prefix(part, STR("<item><![CDATA[")));
		CHECK(str_has_suffix(part, STR("</item>")));
		items++;
		bytes += part.len;
	}
	CHECK(items > 100000);
	CHECK_INT(bytes, text.len - 4);
	CHECK(stream.data.cap < (size_t)8 << 20);
	files_close(stream.files);
	wxrstream_clear(&stream);
	buf_clear(&text);
}

TEST(wxrstream, finds_fields_outside_of_cdata)
{
	struct str xml = STR("<a><![CDATA[<b>no</b>]]></a><b> y<![CDATA[e&s]]> </b>");

	CHECK_STR(wxr_field(xml, STR("b"), &t_arena), STR("ye&s"));
	CHECK_STR(wxr_field(xml, STR("c"), &t_arena), STR(""));
	CHECK_STR(wxr_field(STR("<b><![CDATA[x"), STR("b"), &t_arena), STR(""));
}
