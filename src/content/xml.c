#include "content/xml.h"

#include <libxml/xmlwriter.h>

#include "base/utf8.h"
#include "content/libxml.h"

struct xml {
	xmlTextWriterPtr writer;
	xmlBufferPtr bytes;
	struct buf *out;
	struct buf clean; /* the text at hand */
};

static bool is_allowed(uint32_t code)
{
	if (code < 0x20)
		return code == '\t' || code == '\n' || code == '\r';
	return code != 0xFFFE && code != 0xFFFF;
}

/* A string that XML can hold, with a NUL behind it; valid until the next. */
static const xmlChar *clean(struct xml *xml, struct str text)
{
	buf_reset(&xml->clean);
	for (size_t at = 0; at < text.len;) {
		unsigned char c = (unsigned char)text.ptr[at];
		uint32_t code;

		if (c >= 0x20 && c < 0x80) {
			buf_add_char(&xml->clean, text.ptr[at++]);
			continue;
		}
		code = utf8_next(text, &at);
		utf8_add(&xml->clean, is_allowed(code) ? code : UTF8_REPLACEMENT);
	}
	buf_add_char(&xml->clean, '\0');
	return (const xmlChar *)xml->clean.ptr;
}

struct xml *xml_start(struct buf *out, struct arena *arena)
{
	struct xml *xml = ARENA_NEW(arena, struct xml);

	libxml_start();
	*xml = (struct xml){ .out = out };
	xml->bytes = xmlBufferCreate();
	xml->writer = xmlNewTextWriterMemory(xml->bytes, 0);
	xmlBufferSetAllocationScheme(xml->bytes, XML_BUFFER_ALLOC_DOUBLEIT);
	/* A line for each element, for those who look and for tools that compare. */
	xmlTextWriterSetIndent(xml->writer, 1);
	xmlTextWriterSetIndentString(xml->writer, (const xmlChar *)"");
	xmlTextWriterStartDocument(xml->writer, "1.0", "UTF-8", NULL);
	return xml;
}

void xml_end(struct xml *xml)
{
	xmlTextWriterEndDocument(xml->writer);
	xmlFreeTextWriter(xml->writer);
	buf_add(xml->out, (struct str){ (const char *)xmlBufferContent(xml->bytes),
	                                (size_t)xmlBufferLength(xml->bytes) });
	xmlBufferFree(xml->bytes);
	buf_clear(&xml->clean);
}

void xml_open(struct xml *xml, const char *name)
{
	xmlTextWriterStartElement(xml->writer, (const xmlChar *)name);
}

void xml_close(struct xml *xml)
{
	xmlTextWriterEndElement(xml->writer);
}

void xml_attribute(struct xml *xml, const char *name, struct str value)
{
	xmlTextWriterWriteAttribute(xml->writer, (const xmlChar *)name,
	                            clean(xml, value));
}

void xml_text(struct xml *xml, struct str text)
{
	xmlTextWriterWriteString(xml->writer, clean(xml, text));
}

void xml_element(struct xml *xml, const char *name, struct str text)
{
	if (text.len == 0)
		return;
	xml_open(xml, name);
	xml_text(xml, text);
	xml_close(xml);
}
