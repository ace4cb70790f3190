#include "content/xmltree.h"

#include <string.h>

#include <libxml/parser.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/entities.h"
#include "content/libxml.h"

#define NAME_MAX_BYTES 32 /* of an entity: the longest of HTML 4 has 8 letters */

static const struct {
	const char *uri, *prefix;
} spaces[] = {
	{ "http://purl.org/dc/elements/1.1/", "dc:" },
	{ "http://purl.org/dc/terms/", "dcterms:" },
	{ "http://purl.org/rss/1.0/modules/content/", "content:" },
	{ "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:" },
	{ "http://search.yahoo.com/mrss/", "media:" },
	{ "http://search.yahoo.com/mrss", "media:" },
	{ "http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes:" },
	{ "http://wellformedweb.org/CommentAPI/", "wfw:" },
	{ "http://purl.org/rss/1.0/modules/slash/", "slash:" },
	{ "http://purl.org/rss/1.0/modules/syndication/", "sy:" },
	{ "http://www.w3.org/2005/Atom", "" },
	{ "http://purl.org/atom/ns#", "" },
	{ "http://purl.org/rss/1.0/", "" },
	{ "http://my.netscape.com/rdf/simple/0.9/", "" },
	{ "http://channel.netscape.com/rdf/simple/0.9/", "" },
	{ "http://backend.userland.com/rss2", "" },
	{ "http://www.w3.org/1999/xhtml", "" },
};

/* Namespaces whose address has a version in it. */
static const struct {
	const char *start, *end, *prefix;
} versions[] = {
	{ "http://wordpress.org/export/", "/excerpt/", "excerpt:" },
	{ "http://wordpress.org/export/", "/", "wp:" },
};

/* Entities and ampersands. */

static size_t name_length(struct str rest)
{
	size_t len = 0;

	while (len < rest.len && len < NAME_MAX_BYTES &&
	       (is_alnum(rest.ptr[len]) || rest.ptr[len] == '#'))
		len++;
	return len > 0 && len < rest.len && rest.ptr[len] == ';' ? len : 0;
}

static bool is_known_to_xml(struct str name)
{
	return name.ptr[0] == '#' || str_eq(name, STR("amp")) ||
	       str_eq(name, STR("lt")) || str_eq(name, STR("gt")) ||
	       str_eq(name, STR("quot")) || str_eq(name, STR("apos"));
}

/* At "&": what XML can read in its place; how many bytes it stands for. */
static size_t mend_ampersand(struct buf *out, struct str rest)
{
	size_t len = name_length(str_from(rest, 1)), start = out->len;

	if (len == 0) {
		buf_puts(out, "&amp;");
		return 1;
	}
	if (is_known_to_xml(str_slice(rest, 1, 1 + len))) {
		buf_add(out, str_slice(rest, 0, len + 2));
		return len + 2;
	}
	unescape_html(out, str_slice(rest, 0, len + 2));
	if (out->ptr[start] == '&') {
		buf_truncate(out, start);
		buf_puts(out, "&amp;");
		return 1;
	}
	return len + 2;
}

/* In CDATA an ampersand is one. */
static void mend(struct buf *out, struct str xml)
{
	while (xml.len) {
		size_t at = 0, end;

		while (at < xml.len && xml.ptr[at] != '&' && xml.ptr[at] != '<')
			at++;
		buf_add(out, str_slice(xml, 0, at));
		xml = str_from(xml, at);
		if (xml.len == 0)
			break;
		if (xml.ptr[0] == '&') {
			xml = str_from(xml, mend_ampersand(out, xml));
			continue;
		}
		at = 1;
		if (str_has_prefix(xml, STR("<![CDATA["))) {
			end = str_find(xml, STR("]]>"));
			at = end == STR_NONE ? xml.len : end + 3;
		} else if (str_has_prefix(xml, STR("<!--"))) {
			end = str_find(xml, STR("-->"));
			at = end == STR_NONE ? xml.len : end + 3;
		}
		buf_add(out, str_slice(xml, 0, at));
		xml = str_from(xml, at);
	}
}

/* The tree. */

static const char *prefix_of(const xmlNs *ns, const char **own)
{
	const char *uri = ns ? (const char *)ns->href : NULL;

	*own = NULL;
	if (!uri)
		return "";
	for (size_t i = 0; i < ARRAY_LEN(spaces); i++)
		if (strcmp(uri, spaces[i].uri) == 0)
			return spaces[i].prefix;
	for (size_t i = 0; i < ARRAY_LEN(versions); i++) {
		struct str s = str_of(uri);

		if (str_has_prefix(s, str_of(versions[i].start)) &&
		    str_has_suffix(s, str_of(versions[i].end)))
			return versions[i].prefix;
	}
	*own = (const char *)ns->prefix;
	return *own ? *own : "";
}

static struct str element_name(const xmlNode *node, struct arena *arena)
{
	const char *own, *prefix = prefix_of(node->ns, &own);

	return arena_printf(arena, "%s%s%s", prefix, own ? ":" : "",
	                    (const char *)node->name);
}

static void copy_attributes(const xmlNode *from, struct html_node *to,
                            struct arena *arena)
{
	struct html_attribute *attributes;
	size_t count = 0;

	for (const xmlAttr *attr = from->properties; attr; attr = attr->next)
		count++;
	attributes = ARENA_ARRAY(arena, struct html_attribute, count);
	count = 0;
	for (const xmlAttr *attr = from->properties; attr; attr = attr->next) {
		const char *prefix = attr->ns ? (const char *)attr->ns->prefix : NULL;
		struct html_attribute *out = &attributes[count++];
		struct buf value = { 0 };

		for (const xmlNode *part = attr->children; part; part = part->next)
			if (part->type == XML_TEXT_NODE)
				buf_add(&value, str_of((const char *)part->content));
		out->name = arena_printf(arena, "%s%s%s", prefix ? prefix : "",
		                         prefix ? ":" : "", (const char *)attr->name);
		out->value = buf_keep(&value, arena);
		buf_clear(&value);
	}
	to->attributes = attributes;
	to->attribute_count = count;
}

static void copy_children(const xmlNode *from, struct html_node *to, struct arena *arena,
                          unsigned depth)
{
	for (const xmlNode *child = from->children; child; child = child->next) {
		struct html_node *node;

		if (child->type != XML_ELEMENT_NODE && child->type != XML_TEXT_NODE &&
		    child->type != XML_CDATA_SECTION_NODE)
			continue;
		if (depth >= HTML_DEPTH)
			break;
		node = ARENA_NEW(arena, struct html_node);
		html_append(to, node);
		if (child->type != XML_ELEMENT_NODE) {
			node->text =
				arena_str(arena, str_of((const char *)child->content));
			continue;
		}
		node->name = element_name(child, arena);
		copy_attributes(child, node, arena);
		copy_children(child, node, arena, depth + 1);
	}
}

struct html_node *xml_parse(struct str xml, struct arena *arena, size_t *damaged)
{
	struct html_node *root = ARENA_NEW(arena, struct html_node);
	struct buf input = { 0 };
	const xmlError *fault;
	xmlParserCtxtPtr parser;
	xmlDocPtr document = NULL;

	libxml_start();
	mend(&input, xml);
	parser = xmlNewParserCtxt();
	if (input.len > 0 && input.len <= HTML_MAX)
		document = xmlCtxtReadMemory(
			parser, input.ptr, (int)input.len, NULL, "UTF-8",
			XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
				XML_PARSE_NOWARNING);
	fault = xmlCtxtGetLastError(parser);
	if (damaged)
		*damaged = fault && fault->level >= XML_ERR_ERROR && fault->line > 0
		                   ? (size_t)fault->line
		                   : 0;
	if (document)
		copy_children((const xmlNode *)document, root, arena, 0);
	if (document)
		xmlFreeDoc(document);
	xmlFreeParserCtxt(parser);
	buf_clear(&input);
	return root;
}

struct html_node *xml_child(const struct html_node *node, const char *name)
{
	for (struct html_node *child = node ? node->first : NULL; child;
	     child = child->next)
		if (html_is(child, name))
			return child;
	return NULL;
}

struct str xml_text_of(const struct html_node *node, struct arena *arena)
{
	struct buf out = { 0 };
	struct str text;

	if (!node)
		return (struct str){ 0 };
	if (node->first && !node->first->next && node->first->name.len == 0)
		return node->first->text; /* most have one text and nothing else */
	for (struct html_node *n = node->first; n; n = html_next(node, n))
		buf_add(&out, n->text);
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}
