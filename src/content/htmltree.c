#include "content/htmltree.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/buf.h"
#include "base/entities.h"
#include "base/utf8.h"
#include "content/libxml.h"

/*
 * A part of a page is read as the inside of a body: outside of one libxml2 makes
 * paragraphs of bare text.
 */
#define WRAPPER       STR("<html><body>")
#define WRAPPER_DEPTH 2

#define ATTRIBUTES_MAX 200 /* of one element */

struct builder {
	htmlParserCtxtPtr context;
	struct arena *arena;
	struct html_node *root, *current;
	size_t depth, outer; /* outer: elements around the input that are ours */
	struct buf text;     /* what belongs to the next text node */
	size_t stopped;      /* where the parser was stopped; 0: it was not */
};

void html_append(struct html_node *parent, struct html_node *node)
{
	node->parent = parent;
	node->previous = parent->last;
	node->next = NULL;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
}

static struct html_node *add_node(struct builder *builder)
{
	struct html_node *node = ARENA_NEW(builder->arena, struct html_node);

	html_append(builder->current, node);
	return node;
}

static void flush_text(struct builder *builder)
{
	if (builder->text.len == 0)
		return;
	add_node(builder)->text = buf_keep(&builder->text, builder->arena);
	buf_reset(&builder->text);
}

/*
 * Add text as browsers read it: lines end in "\n" alone, and the numbers of controls mean
 * the letters of windows-1252.
 */
static void add_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		unsigned char next =
			i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;

		if (c == 0xc2 && next >= 0x80 && next < 0xa0) { /* U+0080 to U+009F */
			utf8_add(out, html_code(next));
			i++;
		} else if (c != '\r') {
			buf_add_char(out, (char)c);
		}
	}
}

static struct str keep(struct builder *builder, const xmlChar *text)
{
	struct str value = str_of((const char *)text);
	struct buf clean = { 0 };

	if (str_find_char(value, '\xc2') == STR_NONE)
		return arena_str(builder->arena, value);
	add_text(&clean, value);
	value = buf_keep(&clean, builder->arena);
	buf_clear(&clean);
	return value;
}

static void keep_attributes(struct builder *builder, struct html_node *node,
                            const xmlChar **attributes)
{
	struct html_attribute *kept;
	size_t count = 0;

	while (attributes && attributes[count * 2])
		count++;
	kept = ARENA_ARRAY(builder->arena, struct html_attribute, count);
	for (size_t i = 0; i < count; i++) {
		kept[i].name = keep(builder, attributes[i * 2]);
		kept[i].value = attributes[i * 2 + 1]
		                        ? keep(builder, attributes[i * 2 + 1])
		                        : STR("");
		kept[i].is_bare = !attributes[i * 2 + 1];
	}
	node->attributes = kept;
	node->attribute_count = count;
}

/* Where the parser is, in bytes of its input. */
static size_t position(const struct builder *builder)
{
	const xmlParserInput *input = builder->context->input;

	return (size_t)(input->cur - input->base) + input->consumed;
}

/* Elements without content that libxml2 would fill with what follows. */
static bool is_void(struct str name)
{
	static const struct str names[] = {
		STR_INIT("bgsound"), STR_INIT("embed"), STR_INIT("keygen"),
		STR_INIT("source"),  STR_INIT("track"), STR_INIT("wbr"),
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(name, names[i]))
			return true;
	return false;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct builder *builder = user;
	struct html_node *node;

	if (builder->stopped)
		return;
	flush_text(builder);
	if (++builder->depth > HTML_DEPTH + builder->outer) {
		/* Its searches through open elements would become quadratic. */
		builder->stopped = position(builder);
		xmlStopParser(builder->context);
		return;
	}
	if (builder->depth <= builder->outer)
		return;
	node = add_node(builder);
	node->name = keep(builder, name);
	keep_attributes(builder, node, attributes);
	if (!is_void(node->name))
		builder->current = node;
}

static void on_end(void *user, const xmlChar *name)
{
	struct builder *builder = user;

	if (builder->stopped)
		return;
	flush_text(builder);
	if (builder->depth-- > builder->outer && !is_void(str_of((const char *)name)))
		builder->current = builder->current->parent;
}

static void on_text(void *user, const xmlChar *text, int len)
{
	struct builder *builder = user;

	if (!builder->stopped)
		add_text(&builder->text,
		         (struct str){ (const char *)text, len > 0 ? (size_t)len : 0 });
}

static htmlSAXHandler handler = {
	.startElement = on_start,
	.endElement = on_end,
	.characters = on_text,
	.ignorableWhitespace = on_text,
	.cdataBlock = on_text,
	.initialized = XML_SAX2_MAGIC,
};

/* Parse text, and return how much of it was read before the nesting became too deep. */
static size_t parse_part(struct builder *builder, struct str text)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	                    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
	size_t gap, read = text.len;

	builder->current = builder->root;
	builder->depth = 0;
	builder->stopped = 0;
	builder->context = htmlNewParserCtxt();
	if (!builder->context)
		out_of_memory(sizeof(*builder->context));
	*builder->context->sax = handler;
	builder->context->userData = builder;
	xmlFreeDoc(htmlCtxtReadMemory(builder->context, text.ptr, (int)text.len, NULL,
	                              "UTF-8", options));
	flush_text(builder);
	if (builder->stopped) {
		read = builder->stopped < text.len ? builder->stopped : text.len;
		gap = str_find_char(str_from(text, read), '>');
		read = gap == STR_NONE ? text.len : read + gap + 1;
	}
	htmlFreeParserCtxt(builder->context);
	return read;
}

/*
 * libxml2 compares each attribute of a tag with all before it. The rest of those that
 * have absurdly many is made blank, in tags as libxml2 sees them: not in comments, nor in
 * what script and style hold.
 */

static size_t skip_spaces(const struct buf *input, size_t at)
{
	while (at < input->len && (is_space(input->ptr[at]) || input->ptr[at] == '/'))
		at++;
	return at;
}

/* From an attribute's name to what is behind its value. */
static size_t skip_attribute(const struct buf *input, size_t at)
{
	char quote;

	while (at < input->len && !is_space(input->ptr[at]) && input->ptr[at] != '=' &&
	       input->ptr[at] != '/' && input->ptr[at] != '>')
		at++;
	at = skip_spaces(input, at);
	if (at >= input->len || input->ptr[at] != '=')
		return at;
	at = skip_spaces(input, at + 1);
	quote = at < input->len ? input->ptr[at] : '\0';
	if (quote == '"' || quote == '\'') {
		size_t len = str_find_char(str_from(buf_str(input), at + 1), quote);

		return len == STR_NONE ? input->len : at + 1 + len + 1;
	}
	while (at < input->len && !is_space(input->ptr[at]) && input->ptr[at] != '>')
		at++;
	return at;
}

/* Blank the attributes of one tag that are too many; the end of the tag is returned. */
static size_t cut_tag(struct buf *input, size_t at)
{
	size_t count = 0, kept = 0;

	while (at < input->len && !is_space(input->ptr[at]) && input->ptr[at] != '>')
		at++;
	for (;;) {
		at = skip_spaces(input, at);
		if (at >= input->len || input->ptr[at] == '>')
			break;
		if (++count == ATTRIBUTES_MAX)
			kept = at;
		at = skip_attribute(input, at);
	}
	if (kept)
		memset(input->ptr + kept, ' ', at - kept);
	return at;
}

/* Where what stands behind a tag or a comment begins. */
static size_t find_behind(const struct buf *input, size_t at, struct str end)
{
	size_t len = str_find(str_from(buf_str(input), at), end);

	return len == STR_NONE ? input->len : at + len;
}

/* Word's "<![if !supportLists]>" is a comment to browsers, and text to libxml2. */
static size_t cut_condition(struct buf *input, size_t at)
{
	size_t end = find_behind(input, at, STR(">"));

	if (end < input->len)
		memset(input->ptr + at - 1, ' ', end + 2 - at);
	return end;
}

static void cut_markup(struct buf *input)
{
	size_t at = 0;

	while ((at = find_behind(input, at, STR("<"))) < input->len) {
		struct str rest = str_from(buf_str(input), ++at);

		if (str_has_prefix(rest, STR("!--")))
			at = find_behind(input, at + 3, STR("-->"));
		else if (str_has_prefix_nocase(rest, STR("![if ")) ||
		         str_has_prefix_nocase(rest, STR("![endif")))
			at = cut_condition(input, at);
		else if (rest.len && is_alpha(rest.ptr[0]))
			at = cut_tag(input, at);
		if (str_has_prefix_nocase(rest, STR("script")) ||
		    str_has_prefix_nocase(rest, STR("style")))
			at = find_behind(input, at, STR("</"));
	}
}

static struct html_node *parse(struct str html, struct str wrapper, struct arena *arena)
{
	struct builder builder = { .arena = arena };
	struct buf input = { 0 };
	size_t at = 0;

	libxml_start();
	builder.root = ARENA_NEW(arena, struct html_node);
	if (html.len > HTML_MAX)
		html.len = HTML_MAX;
	builder.outer = wrapper.len ? WRAPPER_DEPTH : 0;
	buf_add(&input, wrapper);
	buf_add(&input, html);
	cut_markup(&input);
	for (;;) {
		at += parse_part(&builder, str_from(buf_str(&input), at));
		if (at >= input.len)
			break;
		/* What was read makes room for the next part's wrapper. */
		at -= WRAPPER.len;
		memcpy(input.ptr + at, WRAPPER.ptr, WRAPPER.len);
		builder.outer = WRAPPER_DEPTH;
	}
	buf_clear(&builder.text);
	buf_clear(&input);
	return builder.root;
}

struct html_node *html_parse(struct str html, struct arena *arena)
{
	return parse(html, WRAPPER, arena);
}

struct html_node *html_parse_page(struct str html, struct arena *arena)
{
	return parse(html, (struct str){ 0 }, arena);
}

bool html_has_word(const struct html_node *node, const char *attribute, const char *word)
{
	struct str rest = html_attribute(node, attribute), one;

	while (rest.len > 0) {
		str_cut(str_trim_start(rest), ' ', &one, &rest);
		if (str_eq_nocase(str_trim(one), str_of(word)))
			return true;
	}
	return false;
}

struct html_node *html_next_past(const struct html_node *root, struct html_node *node)
{
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

struct html_node *html_next(const struct html_node *root, struct html_node *node)
{
	return node->first ? node->first : html_next_past(root, node);
}

void html_unlink(struct html_node *node)
{
	struct html_node *parent = node->parent;

	if (node->previous)
		node->previous->next = node->next;
	else
		parent->first = node->next;
	if (node->next)
		node->next->previous = node->previous;
	else
		parent->last = node->previous;
	node->parent = node->next = node->previous = NULL;
}

void html_prepend(struct html_node *parent, struct html_node *node)
{
	node->parent = parent;
	node->previous = NULL;
	node->next = parent->first;
	if (parent->first)
		parent->first->previous = node;
	else
		parent->last = node;
	parent->first = node;
}
