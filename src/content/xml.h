/*
 * xml: writing XML that is always well-formed, by libxml2's writer.
 *
 * Elements nest as they are opened and closed; what stands in them is escaped. A
 * character that XML cannot hold (most control characters, U+FFFE) and a byte that is no
 * UTF-8 become U+FFFD. Names are the program's own. The writer lives from xml_start to
 * xml_end, which closes what is open; both belong to one thread. Cannot fail: memory
 * that runs out ends the program.
 */
#ifndef CONTENT_XML_H
#define CONTENT_XML_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct xml;

/* Begin a document, which is appended to out by xml_end. */
struct xml *xml_start(struct buf *out, struct arena *arena);
void xml_end(struct xml *xml);

void xml_open(struct xml *xml, const char *name);
void xml_close(struct xml *xml);

/* An attribute of the element just opened. */
void xml_attribute(struct xml *xml, const char *name, struct str value);

void xml_text(struct xml *xml, struct str text);

/* <name>text</name>; nothing if the text is empty. */
void xml_element(struct xml *xml, const char *name, struct str text);

#endif
