#include "import/feedfile.h"

#include "base/attr.h"
#include "base/escape.h"
#include "base/path.h"
#include "base/table.h"
#include "base/text.h"
#include "base/url.h"
#include "content/xmltree.h"
#include "import/anydate.h"
#include "import/byline.h"
#include "import/entry.h"
#include "import/feedlinks.h"
#include "import/feedtrim.h"
#include "import/importer.h"
#include "import/metadata.h"

/* A description of so many characters is the text, and no summary of it. */
#define WHOLE_TEXT_MIN 600
#define DATE_NAMES     "pubDate published issued dc:date dcterms:created created"

/* What the feed says of all its entries. */
struct channel {
	struct arena *arena;
	const struct html_node *node;
	const struct feed_options *options;
	struct str title, start, language;
	struct str author;
	struct value_builder *left_out; /* what is told */
};

/* The inside of a text, as HTML. */
static struct html_node *parse_text(struct arena *arena, const struct html_node *node)
{
	return html_parse(xml_text_of(node, arena), arena);
}

/* Of the first of some elements that has a text. */
static struct str text_of_any(struct arena *arena, const struct html_node *node,
                              const char *names)
{
	struct str rest = str_of(names), name, text = { 0 };

	while (rest.len && text.len == 0) {
		str_cut(rest, ' ', &name, &rest);
		text = feedlinks_text(arena, node, arena_cstr(arena, name));
	}
	return text;
}

/* What stands between texts that are text, escaped HTML or elements. */
static struct str plain_text(struct arena *arena, const struct html_node *node)
{
	struct str type = node ? html_attribute(node, "type") : (struct str){ 0 };

	if (!node)
		return (struct str){ 0 };
	if (str_eq(type, STR("text")) || str_eq(type, STR("xhtml")))
		return text_squeeze(arena, xml_text_of(node, arena));
	return entry_text(arena, xml_text_of(node, arena));
}

/* "ann@example.org (Ann Lee)" and "Ann Lee <ann@example.org>" are Ann Lee. */
static struct str author_name(struct str text)
{
	size_t open = str_find_char(text, '('), angle = str_find_char(text, '<');

	if (str_find_char(text, '@') == STR_NONE)
		return text;
	if (angle != STR_NONE && angle > 0)
		return str_trim(str_slice(text, 0, angle));
	if (open == STR_NONE || !str_skip_suffix(&text, STR(")")))
		return (struct str){ 0 };
	return str_from(text, open + 1);
}

/* "Ann Lee and Tom Hale" are two, if each is a person's name. */
static void add_authors(struct arena *arena, struct strs *authors, struct str name)
{
	struct byline line;
	bool are_persons;

	name = entry_text(arena, name);
	if (str_has_prefix_nocase(name, STR("by ")))
		name = str_trim(str_from(name, 3));
	are_persons = byline_read(arena, arena_printf(arena, "By %.*s", STR_ARG(name)),
	                          &line) &&
	              line.authors.count > 1 && line.publication.len == 0;
	for (size_t i = 0; are_persons && i < line.authors.count; i++)
		are_persons = is_person(arena, line.authors.items[i]);
	if (!are_persons)
		entry_add(arena, authors, name);
	for (size_t i = 0; are_persons && i < line.authors.count; i++)
		entry_add(arena, authors, line.authors.items[i]);
}

static struct strs authors_of(const struct channel *in, const struct html_node *item)
{
	struct strs authors = { 0 };

	for (struct html_node *child = item->first; child; child = child->next) {
		struct str name = { 0 };

		if (html_is(child, "author") && xml_child(child, "name"))
			name = feedlinks_text(in->arena, child, "name");
		else if (html_is(child, "author"))
			name = author_name(str_trim(xml_text_of(child, in->arena)));
		else if (html_is(child, "dc:creator"))
			name = xml_text_of(child, in->arena);
		add_authors(in->arena, &authors, name);
	}
	/* A podcast's is the show's, but may be all there is. */
	if (authors.count == 0)
		add_authors(in->arena, &authors,
		            feedlinks_text(in->arena, item, "itunes:author"));
	if (authors.count == 0)
		entry_add(in->arena, &authors, in->author);
	return authors;
}

/* Blogger says by a category what an entry is: ".../blogger/2008/kind#post". */
#define KIND_SCHEME STR("http://schemas.google.com/g/2005#kind")

static struct strs tags_of(const struct channel *in, const struct html_node *item)
{
	struct strs tags = { 0 };
	struct table seen = { 0 };

	for (struct html_node *child = item->first; child; child = child->next) {
		struct str tag;
		bool added;

		if (!html_is(child, "category") && !html_is(child, "dc:subject"))
			continue;
		tag = xml_text_of(child, in->arena);
		if (str_eq(html_attribute(child, "scheme"), KIND_SCHEME))
			continue;
		if (html_attribute(child, "label").len)
			tag = html_attribute(child, "label");
		else if (html_attribute(child, "term").len)
			tag = html_attribute(child, "term");
		tag = str_trim(entry_text(in->arena, tag));
		if (tag.len == 0)
			continue;
		table_add(&seen, tag, &added);
		if (added)
			entry_append(in->arena, &tags, tag);
	}
	table_clear(&seen);
	return tags;
}

/* The first of some elements that can be read; else *unread is what one of them says. */
static struct date date_of(const struct channel *in, const struct html_node *item,
                           const char *names, struct str *unread)
{
	struct str rest = str_of(names), name, text;
	struct date date = { 0 };

	*unread = (struct str){ 0 };
	while (rest.len && !date_is_known(date)) {
		str_cut(rest, ' ', &name, &rest);
		text = feedlinks_text(in->arena, item, arena_cstr(in->arena, name));
		if ((!anydate_parse(text, &date) || metadata_no_date(date)) && text.len) {
			*unread = text;
			date = (struct date){ 0 };
		}
	}
	return date;
}

/* A text without markup: an empty line ends a paragraph. */
static struct html_node *text_body(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	struct html_node *root;
	struct str line;
	bool inside = false;

	while (str_next_line(&text, &line)) {
		bool is_empty = str_trim(line).len == 0;

		if (!is_empty)
			buf_add(&out, inside ? STR("\n") : STR("<p>"));
		escape_html(&out, str_trim(line));
		inside = !is_empty;
	}
	root = html_parse(buf_keep(&out, arena), arena);
	buf_clear(&out);
	return root;
}

/* Atom's content, by its type; elements of XHTML are a tree already. */
static struct html_node *atom_body(struct arena *arena, struct html_node *content)
{
	struct str type = html_attribute(content, "type");
	struct str mode = html_attribute(content, "mode");
	bool is_plain = type.len == 0 || str_eq(type, STR("text")) ||
	                str_eq(type, STR("text/plain"));

	if (str_eq(type, STR("xhtml")) || str_eq(mode, STR("xml")) ||
	    (str_eq(type, STR("application/xhtml+xml")) && mode.len == 0))
		return content;
	if (!is_plain || str_eq(mode, STR("escaped")))
		return parse_text(arena, content);
	return text_body(arena, xml_text_of(content, arena));
}

static void leave_out(const struct channel *in, const char *kind, const char *why,
                      struct str text)
{
	struct value_builder row = { .arena = in->arena };

	value_add_item(&row, value_str(str_of(kind)));
	value_add_item(&row, value_str(str_of(why)));
	value_add_item(&row, value_str(text));
	value_add_item(in->left_out, value_built_list(&row));
}

static bool breaks_off(struct str text)
{
	return str_has_suffix(text, STR("…")) || str_has_suffix(text, STR("[...]")) ||
	       str_has_suffix(text, STR("...")) || str_has_suffix(text, STR("[…]"));
}

/* Is a description the text itself? One that breaks off is not. */
static bool is_whole(struct html_node *body, struct str text)
{
	size_t paragraphs = 0;

	for (struct html_node *node = body->first; node; node = html_next(body, node))
		paragraphs += html_is(node, "p") && node->first;
	return !breaks_off(text) &&
	       (text.len >= WHOLE_TEXT_MIN || (paragraphs > 1 && text.len > 0));
}

static void leave_out_all(const struct channel *in, struct strs texts)
{
	for (size_t i = 0; i < texts.count; i++)
		leave_out(in, "footer", "the feed's, not the article's", texts.items[i]);
}

/* The whole text of an entry; NULL if it has but a summary, or nothing. */
static struct html_node *body_of(const struct channel *in, struct html_node *item,
                                 struct entry *entry)
{
	struct html_node *content = xml_child(item, "content:encoded"), *body;
	struct html_node *summary = xml_child(item, "description");
	struct str site = feedlinks_site(in->arena, in->node, in->start), footer, text;
	bool is_atom = false, is_own;

	if (!content) {
		content = xml_child(item, "content");
		is_atom = content != NULL;
	}
	if (!summary)
		summary = xml_child(item, "summary");
	text = plain_text(in->arena, summary);
	is_own = content && str_trim(xml_text_of(content, in->arena)).len;
	if (!is_own && !summary)
		return NULL;
	body = is_own && is_atom ? atom_body(in->arena, content)
	                         : parse_text(in->arena, is_own ? content : summary);
	feedtrim_buttons(body);
	leave_out_all(in, feedtrim_furniture(in->arena, body));
	footer = feedtrim_footer(in->arena, body, entry->url, site);
	if (str_skip_suffix(&text, footer))
		text = str_trim_end(text);
	if (!is_own && !is_whole(body, text))
		return NULL;
	/* Many repeat the beginning of the text, cut off. */
	if (is_own && !str_has_suffix(text, STR("]")) && !breaks_off(text) &&
	    text.len < WHOLE_TEXT_MIN)
		entry->dek = text;
	if (footer.len)
		leave_out(in, "footer", "the feed's, not the article's", footer);
	return body;
}

/* What an entry is known by, in every capture of the feed. Titles come again. */
static struct str from_of(const struct channel *in, const struct html_node *item,
                          struct str url, struct str title)
{
	struct str id = text_of_any(in->arena, item, "guid id"), date;

	if (id.len || url.len)
		return id.len ? id : url;
	date = text_of_any(in->arena, item, DATE_NAMES);
	if (title.len)
		return str_trim(arena_printf(in->arena, "%.*s %.*s", STR_ARG(title),
		                             STR_ARG(date)));
	return text_squeeze(in->arena, xml_text_of(item, in->arena));
}

/* Why an entry is no article of its own; NULL: it is one. */
static const char *judge(const struct channel *in, const struct html_node *item,
                         bool *draft)
{
	struct str type = feedlinks_text(in->arena, item, "blogger:type");
	struct str status = feedlinks_text(in->arena, item, "blogger:status");

	for (const struct html_node *child = item->first; child; child = child->next)
		if (html_is(child, "category") &&
		    str_eq(html_attribute(child, "scheme"), KIND_SCHEME))
			type = html_attribute(child, "term");
	type = str_from(type, str_find_char(type, '#') + 1);
	*draft = str_eq_nocase(feedlinks_text(in->arena, xml_child(item, "app:control"),
	                                      "app:draft"),
	                       STR("yes")) ||
	         (status.len && !str_eq_nocase(status, STR("LIVE")));
	if (str_eq_nocase(type, STR("comment")))
		return "a reader's comment";
	if (str_eq_nocase(type, STR("page")))
		return "a page, not a post";
	if (type.len && !str_eq_nocase(type, STR("post")))
		return "a template or a setting";
	if (str_has_suffix(status, STR("TRASHED")))
		return "was thrown away";
	return *draft && !in->options->drafts ? "was not published" : NULL;
}

struct finding {
	const struct channel *in;
	struct value_builder found;
};

/*
 * A picture that lies with the feed: below the folder at the place that it had below the
 * feed's own address, or below its site's, or with the site's name before it.
 */
static struct str name_picture(void *context, struct arena *arena, struct str base,
                               struct str url)
{
	struct finding *finding = context;
	const struct feed_options *options = finding->in->options;
	struct url parts = url_split(url);
	struct str path = unescape_url(arena, parts.path), names[3], folder;
	struct str feed = feedlinks_base(arena, finding->in->node, finding->in->start);

	(void)base;
	if (!str_eq_nocase(parts.host, url_split(feed).host))
		return (struct str){ 0 };
	str_skip_prefix(&path, STR("/"));
	folder = path_dir(url_split(options->url).path);
	str_skip_prefix(&folder, STR("/"));
	names[0] = path;
	if (folder.len && str_skip_prefix(&names[0], folder))
		str_skip_prefix(&names[0], STR("/"));
	names[1] = path;
	names[2] = path_join(arena, parts.host, path);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const struct near *near =
			nearby_find(options->nearby, options->folder, names[i]);

		if (near) {
			value_add_item(&finding->found, value_str(names[i]));
			return near_file(arena, near);
		}
	}
	return (struct str){ 0 };
}

static void read_dates(const struct channel *in, const struct html_node *item,
                       struct entry *entry)
{
	struct str unread, ignored;

	entry->date = date_of(in, item, DATE_NAMES, &unread);
	entry->updated = date_of(in, item, "updated modified dcterms:modified", &ignored);
	if (date_is_known(entry->date))
		return;
	entry->date = date_is_known(entry->updated) ? entry->updated : in->options->date;
	if (unread.len)
		leave_out(in, "date", "cannot be read",
		          arena_printf(in->arena, "%.*s: %.*s", STR_ARG(entry->title),
		                       STR_ARG(unread)));
}

static struct value make_article(const struct channel *in, struct html_node *item,
                                 struct entry *entry)
{
	struct finding finding = { in, { .arena = in->arena } };
	struct picture_finder finder = { name_picture, &finding };

	if (in->options->nearby && in->options->nearby->count) {
		entry->finder = &finder;
		entry->pictures = &finding.found;
	}
	entry->base = feedlinks_text_base(in->arena, item, in->start, entry->url);
	entry->authors = authors_of(in, item);
	entry->tags = tags_of(in, item);
	read_dates(in, item, entry);
	entry->image = feedlinks_image(in->arena, item, in->start);
	for (struct html_node *child = item->first; child; child = child->next)
		feedlinks_add_enclosure(in->arena, child, in->start, entry->body);
	return entry_article(in->arena, entry);
}

static void read_entry(const struct channel *in, struct html_node *item,
                       struct value_builder *articles)
{
	struct entry entry = { .publication = in->title, .language = in->language };
	const char *why = judge(in, item, &entry.draft);
	struct str name;

	entry.url = feedlinks_url(in->arena, item, in->start);
	name = feedlinks_text(in->arena, item, "blogger:filename");
	if (entry.url.len == 0 && str_has_prefix(name, STR("/")))
		entry_add(in->arena, &entry.aliases, name); /* there was no --url */
	entry.title = plain_text(in->arena, xml_child(item, "title"));
	entry.from = from_of(in, item, entry.url, entry.title);
	name = entry.title.len ? entry.title : entry.from;
	if (!why)
		entry.body = body_of(in, item, &entry);
	if (entry.body)
		value_add_item(articles, make_article(in, item, &entry));
	else if (why)
		leave_out(in, "entry", why, name);
	else
		leave_out(in, "summary", "the feed has no more than a summary of it",
		          name);
}

static void read_channel(struct channel *in)
{
	const struct html_node *node = in->node;
	struct str language;

	in->title = plain_text(in->arena, xml_child(node, "title"));
	in->start = feedlinks_start(in->arena, node, in->options->url);
	language = text_of_any(in->arena, node, "language dc:language");
	in->language = entry_language(
		in->arena, language.len ? language : html_attribute(node, "xml:lang"));
	in->author = feedlinks_text(in->arena, xml_child(node, "author"), "name");
}

/* The label of the XML declaration. */
static struct str declared_encoding(struct str bytes)
{
	struct str head = str_slice(bytes, 0, str_find(bytes, STR("?>")));
	size_t at;

	if (!str_has_prefix(head, STR("<?xml")) || head.len > 200)
		return (struct str){ 0 };
	at = str_find(head, STR("encoding="));
	if (at == STR_NONE || at + 10 >= head.len)
		return (struct str){ 0 };
	head = str_from(head, at + 10);
	for (at = 0; at < head.len && head.ptr[at] != '"' && head.ptr[at] != '\''; at++)
		;
	return str_slice(head, 0, at);
}

struct value feed_articles(struct arena *arena, struct charsets *charsets,
                           struct str bytes, const struct feed_options *options)
{
	struct value_builder dict = { .arena = arena }, articles = { .arena = arena },
			     left_out = { .arena = arena };
	struct channel in = { .arena = arena, .options = options, .left_out = &left_out };
	struct html_node *root, *items;
	size_t damaged;

	root = xml_parse(
		charset_decode(charsets, arena, bytes, declared_encoding(bytes), NULL),
		arena, &damaged);
	if (damaged)
		value_add(&dict, STR("damaged"), value_int((int64_t)damaged));
	in.node = xml_child(root, "feed");
	items = xml_child(root, "feed");
	if (!in.node) {
		items = xml_child(root, "rss");
		if (!items)
			items = xml_child(root, "rdf:RDF");
		in.node = xml_child(items, "channel");
	}
	if (!in.node)
		return value_built_dict(&dict);
	if (xml_child(in.node, "wp:wxr_version")) {
		value_add(&dict, STR("kind"), value_str(STR("WordPress")));
		return value_built_dict(&dict);
	}
	value_add(&dict, STR("kind"),
	          value_str(html_is(items, "feed") ? STR("Atom") : STR("RSS")));
	read_channel(&in);
	if (html_is(items, "rss"))
		items = xml_child(items, "channel");
	for (struct html_node *item = items->first, *next; item; item = next) {
		next = item->next;
		if (html_is(item, "item") || html_is(item, "entry"))
			read_entry(&in, item, &articles);
	}
	value_add(&dict, STR("articles"), value_built_list(&articles));
	value_add(&dict, STR("left_out"), value_built_list(&left_out));
	return value_built_dict(&dict);
}
