#include "content/attributes.h"

#include <string.h>

#include "content/markup.h"
#include "content/sanitize.h"
#include "content/values.h"

#define CLASSES_MAX 200 /* bytes of all classes of an element */
#define NUMBER_MAX  65534
#define SPAN_MAX    1000 /* as HTML limits colspan */

/*
 * URLs
 */

static void ask_resolver(struct attribute_writer *writer, enum link_kind kind,
                         struct str url, struct link_target *target)
{
	struct link link = { kind, url, writer->place };

	*target = (struct link_target){ 0 };
	if (!writer->links ||
	    !writer->links->resolve(writer->links->context, &link, target))
		*target = (struct link_target){ 0 };
	if (target->url.len == 0)
		target->url = url;
}

/* Write a URL that is allowed, resolved; false if it is not. */
static bool write_url(struct attribute_writer *writer, enum link_kind kind,
                      struct str url, struct link_target *target)
{
	url = str_trim(url);
	if (url.len == 0 || !url_is_safe(url, kind))
		return false;
	ask_resolver(writer, kind, url, target);
	markup_url(writer->out, target->url);
	return true;
}

/* The candidates of a srcset that are allowed, with a comma between them. */
static bool write_sources(struct attribute_writer *writer, struct str sources)
{
	size_t start = writer->out->len;
	struct link_target target;

	writer->wide = false;
	while (sources.len) {
		struct str url, descriptor = { 0 };
		size_t before = writer->out->len;

		while (sources.len && (is_space(sources.ptr[0]) || sources.ptr[0] == ','))
			sources = str_from(sources, 1);
		if (!value_next_word(&sources, &url))
			break;
		if (!str_skip_suffix(&url, STR(",")))
			str_cut(sources, ',', &descriptor, &sources);
		descriptor = str_trim(descriptor);
		if (before > start)
			buf_puts(writer->out, ", ");
		if (!value_is_descriptor(descriptor) ||
		    !write_url(writer, LINK_PICTURE, url, &target)) {
			buf_truncate(writer->out, before);
			continue;
		}
		writer->wide |= str_has_suffix(descriptor, STR("w"));
		if (descriptor.len)
			buf_add_char(writer->out, ' ');
		buf_add(writer->out, descriptor);
	}
	return writer->out->len > start;
}

/*
 * One attribute
 */

static bool is_class(struct str name, const struct html_node *node)
{
	/* A code's language may be called anything: c++, f#. */
	return value_is_class(name) ||
	       (html_is(node, "code") && str_has_prefix(name, STR("language-")));
}

static bool write_words(struct attribute_writer *writer,
                        const struct attribute_rule *rule, const struct html_node *node,
                        struct str value)
{
	size_t start = writer->out->len;
	struct str word;

	while (value_next_word(&value, &word)) {
		bool allowed = rule->check == CHECK_CLASS
		                       ? is_class(word, node)
		                       : value_is_word(word, rule->words);

		if (!allowed || writer->out->len - start + word.len > CLASSES_MAX)
			continue;
		if (writer->out->len > start)
			buf_add_char(writer->out, ' ');
		markup_text(writer->out, word);
	}
	return writer->out->len > start;
}

static bool write_number(struct attribute_writer *writer, enum value_check check,
                         struct str value)
{
	int64_t number;
	bool ok;

	if (check == CHECK_INTEGER)
		ok = str_to_int(str_trim(value), &number) && number >= INT32_MIN &&
		     number <= INT32_MAX;
	else if (check == CHECK_SPAN)
		ok = value_to_number(value, 2, SPAN_MAX, &number);
	else
		ok = value_to_number(value, 0, NUMBER_MAX, &number);
	if (ok)
		buf_add_int(writer->out, number);
	return ok;
}

static bool write_id(struct attribute_writer *writer, struct str id)
{
	if (writer->id.len) {
		markup_text(writer->out, writer->id);
		return true;
	}
	id = str_trim(id);
	if (!value_is_id(id))
		return false;
	markup_text(writer->out, headings_own_id(writer->headings, id));
	return true;
}

static struct str lower(struct attribute_writer *writer, struct str s)
{
	char *copy = arena_cstr(writer->arena, s);

	for (size_t i = 0; i < s.len; i++)
		copy[i] = to_lower(copy[i]);
	return (struct str){ copy, s.len };
}

/* A value that the rule allows; false if it does not. */
static bool write_value(struct attribute_writer *writer,
                        const struct attribute_rule *rule, const struct html_node *node,
                        struct str value)
{
	struct link_target target;
	bool ok = true;

	switch (rule->check) {
	case CHECK_NUMBER:
	case CHECK_SPAN:
	case CHECK_INTEGER:
		return write_number(writer, rule->check, value);
	case CHECK_CLASS:
	case CHECK_WORDS:
		return write_words(writer, rule, node, value);
	case CHECK_ID:
		return write_id(writer, value);
	case CHECK_LINK:
		return write_url(writer, LINK_PAGE, value, &target);
	case CHECK_SOURCE:
		return write_url(writer, LINK_PICTURE, value, &target);
	case CHECK_SOURCES:
		return write_sources(writer, value);
	case CHECK_TEXT:
		ok = !is_blank(value);
		break;
	case CHECK_WORD:
		ok = value_is_word(value, rule->words);
		if (!ok) {
			value = lower(writer, value);
			ok = value_is_word(value, rule->words);
		}
		break;
	case CHECK_LANGUAGE:
		ok = value_is_language(value);
		break;
	case CHECK_DATE:
		ok = value_is_date(value);
		break;
	case CHECK_ALT:
	case CHECK_FLAG:
		break;
	}
	if (ok && rule->check != CHECK_FLAG)
		markup_text(writer->out, value);
	return ok;
}

/* ` name="value"`, or nothing. */
static bool write_attribute(struct attribute_writer *writer,
                            const struct attribute_rule *rule,
                            const struct html_node *node, struct str value)
{
	size_t start = writer->out->len;

	if (!value.ptr)
		return false;
	buf_add_char(writer->out, ' ');
	buf_add(writer->out, str_of(rule->name));
	buf_puts(writer->out, "=\"");
	if (!write_value(writer, rule, node, value)) {
		buf_truncate(writer->out, start);
		return false;
	}
	buf_add_char(writer->out, '"');
	return true;
}

/* Before HTML 5 links were named by another attribute. */
static struct str id_of(const struct html_node *node)
{
	struct str id = html_attribute(node, "id");

	return id.ptr || !html_is(node, "a") ? id : html_attribute(node, "name");
}

static bool write_list(struct attribute_writer *writer,
                       const struct attribute_rule *rules, const struct html_node *node)
{
	bool any = false;

	for (; rules && rules->name; rules++) {
		struct str value = html_attribute(node, rules->name);

		if (rules->check == CHECK_ID)
			value = writer->id.len ? writer->id : id_of(node);

		any |= write_attribute(writer, rules, node, value);
	}
	return any;
}

/*
 * Elements
 */

/* The rule of an attribute in a list that has it. */
static const struct attribute_rule *rule_of(const struct attribute_rule *rules,
                                            const char *name)
{
	while (strcmp(rules->name, name) != 0)
		rules++;
	return rules;
}

/* An attribute of a node by the element's rule. */
static bool write_own(struct attribute_writer *writer, const struct html_node *node,
                      const struct element_rule *rule, const char *name)
{
	return write_attribute(writer, rule_of(rule->attributes, name), node,
	                       html_attribute(node, name));
}

static bool write_role(struct attribute_writer *writer, const struct html_node *node,
                       const struct element_rule *rule)
{
	if (!write_own(writer, node, rule, "role"))
		return false;
	write_own(writer, node, rule, "aria-label");
	return true;
}

static void write_link(struct attribute_writer *writer, const struct html_node *node,
                       const struct element_rule *rule)
{
	struct str rel = html_attribute(node, "rel");

	if (!write_own(writer, node, rule, "href"))
		return;
	if (write_own(writer, node, rule, "target") &&
	    !str_contains(rel, STR("noopener")))
		rel = arena_printf(writer->arena, "%.*s noopener", STR_ARG(rel));
	write_attribute(writer, rule_of(rule->attributes, "rel"), node, rel);
	write_own(writer, node, rule, "hreflang");
	write_role(writer, node, rule);
}

bool attributes_write(struct attribute_writer *writer, const struct html_node *node,
                      const struct element_rule *rule)
{
	bool is_link = html_is(node, "a");
	size_t start = writer->out->len, own;
	bool ok = true;

	if (is_link)
		write_link(writer, node, rule);
	else if (html_is(node, "section"))
		ok = write_role(writer, node, rule);
	else if (!html_is(node, "li") || html_is(node->parent, "ol"))
		write_list(writer, rule->attributes, node);
	own = writer->out->len;
	write_list(writer, policy_global, node);
	if (is_link)
		ok = own > start || value_is_id(str_trim(id_of(node)));
	else if (html_is(node, "time"))
		ok = own > start;
	else if (html_is(node, "span"))
		ok = writer->out->len > start;
	else if (html_is(node, "bdo"))
		ok = value_is_word(html_attribute(node, "dir"), " ltr rtl ");
	if (!ok)
		buf_truncate(writer->out, start);
	return ok;
}

/* Where widths are given, it has to be said how wide the picture will be. */
static bool write_srcset(struct attribute_writer *writer, const struct html_node *node,
                         const struct element_rule *rule)
{
	if (!write_own(writer, node, rule, "srcset"))
		return false;
	if (!write_own(writer, node, rule, "sizes") && writer->wide)
		buf_puts(writer->out, " sizes=\"100vw\"");
	return true;
}

static bool write_picture(struct attribute_writer *writer, const struct html_node *node)
{
	const struct element_rule *rule = policy_element(node->name);
	const struct html_attribute *alt = html_find_attribute(node, "alt");
	struct link_target target;
	size_t start = writer->out->len;
	bool sized;

	buf_puts(writer->out, "<img src=\"");
	if (!write_url(writer, LINK_PICTURE, html_attribute(node, "src"), &target)) {
		buf_truncate(writer->out, start);
		return false;
	}
	buf_add_char(writer->out, '"');
	if (alt && !alt->is_bare)
		markup_attribute(writer->out, "alt", alt->value);
	else
		buf_puts(writer->out, MARKUP_NO_ALT);
	write_srcset(writer, node, rule);
	sized = write_own(writer, node, rule, "width");
	sized |= write_own(writer, node, rule, "height");
	if (!sized && target.width && target.height)
		buf_printf(writer->out, " width=\"%u\" height=\"%u\"", target.width,
		           target.height);
	if (!write_own(writer, node, rule, "loading"))
		buf_puts(writer->out, " loading=\"lazy\"");
	if (!write_own(writer, node, rule, "decoding"))
		buf_puts(writer->out, " decoding=\"async\"");
	write_list(writer, policy_global, node);
	buf_puts(writer->out, " />");
	return true;
}

/* A <source> of a <picture>, which needs to say when it is to be taken. */
static void write_choice(struct attribute_writer *writer, const struct html_node *node)
{
	const struct element_rule *rule = policy_element(node->name);
	size_t start = writer->out->len;
	bool ok, told;

	buf_puts(writer->out, "<source");
	ok = write_srcset(writer, node, rule);
	told = write_own(writer, node, rule, "type");
	told |= write_own(writer, node, rule, "media");
	buf_puts(writer->out, " />");
	if (!ok || !told)
		buf_truncate(writer->out, start);
}

static bool write_choices(struct attribute_writer *writer, struct html_node *picture)
{
	size_t start = writer->out->len;
	struct html_node *node = picture;

	buf_puts(writer->out, "<picture>");
	while ((node = html_next(picture, node))) {
		if (html_is(node, "source"))
			write_choice(writer, node);
		if (html_is(node, "img") && write_picture(writer, node)) {
			buf_puts(writer->out, "</picture>");
			return true;
		}
	}
	buf_truncate(writer->out, start);
	return false;
}

/* A <source> of sound or film, or a <track>; false if it has no address. */
static bool write_part(struct attribute_writer *writer, const struct html_node *node)
{
	const struct element_rule *rule = policy_element(node->name);
	bool is_track = html_is(node, "track");
	struct str kind = html_attribute(node, "kind");
	size_t start = writer->out->len;
	bool ok;

	buf_add(writer->out, is_track ? STR("<track") : STR("<source"));
	ok = write_own(writer, node, rule, "src");
	if (is_track) {
		bool titled = !write_own(writer, node, rule, "kind") ||
		              str_eq(kind, STR("subtitles"));

		if (!write_own(writer, node, rule, "srclang") && titled)
			ok = false;
		write_own(writer, node, rule, "label");
	} else {
		write_own(writer, node, rule, "type");
	}
	buf_puts(writer->out, " />");
	if (!ok)
		buf_truncate(writer->out, start);
	return ok;
}

/* Sound and film never begin by themselves, and can always be stopped. */
static bool write_media(struct attribute_writer *writer, struct html_node *media)
{
	const struct element_rule *rule = policy_element(media->name);
	size_t start = writer->out->len;
	struct html_node *node = media;
	bool has_source;

	buf_printf(writer->out, "<%.*s", STR_ARG(media->name));
	has_source = write_own(writer, media, rule, "src");
	for (const struct attribute_rule *own = rule->attributes; own->name; own++) {
		if (strcmp(own->name, "controls") == 0)
			buf_puts(writer->out, " controls=\"\"");
		else if (strcmp(own->name, "src") != 0)
			write_own(writer, media, rule, own->name);
	}
	write_list(writer, policy_global, media);
	buf_add_char(writer->out, '>');
	if (!has_source)
		while ((node = html_next(media, node)))
			has_source |= html_is(node, "source") && write_part(writer, node);
	for (node = media; (node = html_next(media, node));)
		if (html_is(node, "track"))
			write_part(writer, node);
	buf_printf(writer->out, "</%.*s>", STR_ARG(media->name));
	if (!has_source)
		buf_truncate(writer->out, start);
	return has_source;
}

bool attributes_write_embed(struct attribute_writer *writer, struct html_node *node)
{
	if (html_is(node, "img"))
		return write_picture(writer, node);
	if (html_is(node, "picture"))
		return write_choices(writer, node);
	return write_media(writer, node);
}

struct str attributes_frame_url(const struct html_node *node)
{
	struct str url =
		str_trim(html_attribute(node, html_is(node, "object") ? "data" : "src"));

	if (str_has_prefix(url, STR("//")) || str_has_prefix_nocase(url, STR("http:")) ||
	    str_has_prefix_nocase(url, STR("https:")))
		return url;
	return (struct str){ 0 };
}

bool attributes_write_columns(struct attribute_writer *writer, struct html_node *node)
{
	size_t start = writer->out->len;
	bool any = false;

	buf_puts(writer->out, "<colgroup>");
	for (struct html_node *col = node->first; col; col = col->next) {
		if (!html_is(col, "col"))
			continue;
		buf_puts(writer->out, "<col");
		write_own(writer, col, policy_element(col->name), "span");
		any |= write_list(writer, policy_global, col);
		buf_puts(writer->out, " />");
	}
	buf_puts(writer->out, "</colgroup>");
	if (!any)
		buf_truncate(writer->out, start);
	return any;
}
