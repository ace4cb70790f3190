#include "import/wxritem.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/path.h"
#include "base/text.h"
#include "base/url.h"
#include "content/xmltree.h"
#include "import/anydate.h"
#include "import/encoding.h"
#include "import/entry.h"
#include "import/importer.h"
#include "import/wxrblocks.h"
#include "import/wxrstream.h"
#include "import/wxrtext.h"

#define MISSING_MAX 50 /* pictures of one post, that are told */

/* Keep a value under a key; the first counts. */
static void note(struct wxr *wxr, struct table *table, struct str **values,
                 struct str key, struct str value)
{
	bool added;
	uint32_t number;

	if (key.len == 0 || table_find(table, key) != TABLE_NONE)
		return;
	number = table_add(table, arena_str(&wxr->arena, key), &added);
	if ((number & (number + 1)) == 0) /* 0, 1, 3, 7: room for as many again */
		*values =
			xrealloc_array(*values, 2 * (size_t)number + 2, sizeof(**values));
	(*values)[number] = arena_str(&wxr->arena, value);
}

static struct str look_up(const struct table *table, const struct str *values,
                          struct str key)
{
	uint32_t number = table_find(table, key);

	return number == TABLE_NONE ? (struct str){ 0 } : values[number];
}

/* The tag of the root, as it stands. */
static struct str root_tag(struct str head)
{
	size_t at = str_find(head, STR("<rss")), end;

	if (at == STR_NONE)
		return (struct str){ 0 };
	head = str_from(head, at);
	end = str_find_char(head, '>');
	return end == STR_NONE ? (struct str){ 0 } : str_slice(head, 0, end + 1);
}

/* The tag with the namespaces that an export uses: old ones and plugins leave some out.
 */
static struct str with_namespaces(struct arena *arena, struct str root)
{
	static const struct {
		struct str start, address;
	} namespaces[] = {
		{ STR_INIT("xmlns:excerpt="),
		  STR_INIT("http://wordpress.org/export/1.2/excerpt/") },
		{ STR_INIT("xmlns:content="),
		  STR_INIT("http://purl.org/rss/1.0/modules/content/") },
		{ STR_INIT("xmlns:dc="), STR_INIT("http://purl.org/dc/elements/1.1/") },
		{ STR_INIT("xmlns:wp="), STR_INIT("http://wordpress.org/export/1.2/") },
	};
	struct buf out = { 0 };

	if (root.len == 0)
		root = STR("<rss>");
	str_skip_suffix(&root, STR(">"));
	str_skip_suffix(&root, STR("/"));
	buf_add(&out, root);
	for (size_t i = 0; i < ARRAY_LEN(namespaces); i++)
		if (!str_contains(root, namespaces[i].start))
			buf_printf(&out, " %.*s\"%.*s\"", STR_ARG(namespaces[i].start),
			           STR_ARG(namespaces[i].address));
	buf_add_char(&out, '>');
	root = buf_keep(&out, arena);
	buf_clear(&out);
	return root;
}

/* <wp:author>: the login, and the name that readers see. */
static void read_authors(struct wxr *wxr, struct str head)
{
	struct arena scratch = { 0 };

	for (;;) {
		size_t at = str_find(head, STR("<wp:author>"));
		struct str login, name;

		if (at == STR_NONE)
			break;
		head = str_from(head, at + STR("<wp:author>").len);
		login = wxr_field(head, STR("wp:author_login"), &scratch);
		name = wxr_field(head, STR("wp:author_display_name"), &scratch);
		note(wxr, &wxr->logins, &wxr->names, login, name.len ? name : login);
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
}

bool wxr_is_utf16(struct str head)
{
	return str_find_char(str_slice(head, 0, 4), '\0') != STR_NONE;
}

bool wxr_is_export(struct str head)
{
	return root_tag(head).len && (str_contains(head, STR("wp:wxr_version")) ||
	                              str_contains(head, STR("wordpress.org/export/")));
}

struct str wxr_site(struct str head, struct arena *arena)
{
	struct str url = wxr_field(head, STR("wp:base_blog_url"), arena);

	return url.len ? url : wxr_field(head, STR("link"), arena);
}

void wxr_read_head(struct wxr *wxr, struct str head)
{
	struct encoding_notes notes;

	head = encoding_clean(&wxr->arena, head, &notes);
	wxr->root = with_namespaces(&wxr->arena, root_tag(head));
	wxr->title = entry_text(&wxr->arena, wxr_field(head, STR("title"), &wxr->arena));
	wxr->language = entry_language(&wxr->arena,
	                               wxr_field(head, STR("language"), &wxr->arena));
	wxr->site = wxr_site(head, &wxr->arena);
	attachments_add_host(&wxr->attachments, wxr->site);
	attachments_add_host(&wxr->attachments,
	                     wxr_field(head, STR("link"), &wxr->arena));
	read_authors(wxr, head);
}

bool wxr_is_feed(struct str head)
{
	return str_contains(head, STR("<rss")) || str_contains(head, STR("<rdf:RDF")) ||
	       str_contains(head, STR("<feed"));
}

bool wxr_is_attachment(struct str item, struct arena *scratch)
{
	return str_eq(wxr_field(item, STR("wp:post_type"), scratch), STR("attachment"));
}

/* A reusable block, that posts show: its text is kept. */
static void note_block(struct wxr *wxr, struct str item, struct arena *scratch)
{
	struct str id = wxr_field(item, STR("wp:post_id"), scratch);
	struct str status = wxr_field(item, STR("wp:status"), scratch);
	struct str text = wxr_field(item, STR("content:encoded"), scratch);
	struct encoding_notes notes;

	if (status.len && !str_eq(status, STR("publish")))
		return;
	if (wxr_field(item, STR("wp:post_password"), scratch).len ||
	    text.len > WXR_BLOCKS_MAX - wxr->block_bytes)
		return;
	wxr->block_bytes += text.len;
	note(wxr, &wxr->blocks, &wxr->block_texts, id,
	     encoding_clean(scratch, text, &notes));
}

/* Co-Authors Plus has authors without an account as items. */
static void note_guest(struct wxr *wxr, struct str item, struct arena *scratch)
{
	struct str login = wxr_meta(item, STR("cap-user_login"), scratch);
	struct str name = wxr_meta(item, STR("cap-display_name"), scratch);
	struct encoding_notes notes;

	if (login.len && name.len)
		note(wxr, &wxr->logins, &wxr->names, login,
		     encoding_clean(scratch, name, &notes));
}

bool wxr_note_item(struct wxr *wxr, struct str item, struct arena *scratch)
{
	struct str type = wxr_field(item, STR("wp:post_type"), scratch);

	if (str_eq(type, STR("wp_block")))
		note_block(wxr, item, scratch);
	if (str_eq(type, STR("guest-author")))
		note_guest(wxr, item, scratch);
	if (!str_eq(type, STR("attachment")))
		return false;
	attachments_add(&wxr->attachments, item, scratch);
	return true;
}

/* One item. */

struct reader {
	const struct wxr *wxr;
	struct arena *arena;
	const struct html_node *item;
	struct value_builder rows;
	struct value_builder found; /* pictures */
	size_t missing;             /* pictures that are not */
};

static void say(struct reader *in, const char *kind, const char *why, struct str text)
{
	struct value_builder row = { .arena = in->arena };

	value_add_item(&row, value_str(str_of(kind)));
	value_add_item(&row, value_str(str_of(why)));
	value_add_item(&row, value_str(text));
	value_add_item(&in->rows, value_built_list(&row));
}

static struct str field(const struct reader *in, const char *name)
{
	return str_trim(xml_text_of(xml_child(in->item, name), in->arena));
}

/* One that is not in any of the exports is told. */
static bool find_picture(void *context, struct str id, struct picture *picture)
{
	struct reader *in = context;
	int64_t number;

	if (attachments_find(&in->wxr->attachments, id, in->arena, picture))
		return true;
	/* "0" and "-1" are none. */
	if (str_to_int(id, &number) && number > 0 && in->missing++ < MISSING_MAX)
		say(in, "picture", "is not in the export", id);
	return false;
}

static bool find_of_post(void *context, struct str post, size_t n, struct str *id,
                         struct picture *picture)
{
	const struct reader *in = context;
	struct nth_picture which = { post.len ? post : field(in, "wp:post_id"), n };

	return attachments_of(&in->wxr->attachments, which, in->arena, id, picture);
}

/* "0000-00-00 00:00:00" is none. */
static bool read_date(const struct reader *in, const char *name, struct date *date)
{
	return anydate_parse(field(in, name), date);
}

/* The local time, with the offset that tells it from the one in GMT. */
static struct date local_date(const struct reader *in, const char *local_name,
                              const char *gmt_name)
{
	struct date local = { 0 }, gmt = { 0 };
	int64_t minutes;

	if (!read_date(in, local_name, &local))
		return read_date(in, gmt_name, &gmt) ? gmt : local;
	if (!read_date(in, gmt_name, &gmt) || !local.has_time || !gmt.has_time)
		return local;
	minutes = (date_to_seconds(local) - date_to_seconds(gmt)) / 60;
	if (minutes >= -14 * 60 && minutes <= 14 * 60)
		local.offset = (int16_t)minutes;
	return local;
}

/* Plugins file a post under its authors' logins or under their names. */
static struct str author_named(const struct reader *in, struct str text)
{
	struct str name = look_up(&in->wxr->logins, in->wxr->names, text);

	return name.len ? name : text;
}

static void read_terms(struct reader *in, struct entry *entry)
{
	for (struct html_node *child = in->item->first; child; child = child->next) {
		struct str domain = html_attribute(child, "domain"), name, code;

		if (!html_is(child, "category"))
			continue;
		name = entry_text(in->arena, xml_text_of(child, in->arena));
		code = html_attribute(child, "nicename");
		if (str_eq(domain, STR("author")))
			entry_add(in->arena, &entry->authors, author_named(in, name));
		else if (str_eq(domain, STR("language")) && code.len)
			entry->language = entry_language(in->arena, code);
		else if (str_eq(domain, STR("post_tag")) || str_eq(domain, STR("tag")))
			entry_add(in->arena, &entry->tags, name);
		else if (domain.len && !str_eq(domain, STR("category")))
			continue; /* formats, what plugins add */
		else if (str_eq_nocase(code, STR("uncategorized")))
			continue;
		else if (entry->section.len == 0)
			entry->section = name;
		else if (!str_eq(entry->section, name))
			entry_add(in->arena, &entry->tags, name);
	}
}

static struct str meta_value(struct reader *in, const char *key)
{
	for (struct html_node *child = in->item->first; child; child = child->next)
		if (html_is(child, "wp:postmeta") &&
		    str_eq(xml_text_of(xml_child(child, "wp:meta_key"), in->arena),
		           str_of(key)))
			return str_trim(xml_text_of(xml_child(child, "wp:meta_value"),
			                            in->arena));
	return (struct str){ 0 };
}

/* Of readers, that could be read; other sites' pings are none. */
static size_t count_comments(const struct reader *in)
{
	size_t count = 0;

	for (struct html_node *child = in->item->first; child; child = child->next) {
		struct str type, approved;

		if (!html_is(child, "wp:comment"))
			continue;
		type = str_trim(
			xml_text_of(xml_child(child, "wp:comment_type"), in->arena));
		approved = str_trim(
			xml_text_of(xml_child(child, "wp:comment_approved"), in->arena));
		count += (type.len == 0 || str_eq(type, STR("comment"))) &&
		         (approved.len == 0 || str_eq(approved, STR("1")));
	}
	return count;
}

static void report_comments(struct reader *in)
{
	size_t count = count_comments(in);
	struct str title = field(in, "title");

	if (count)
		say(in, "comments", "readers' comments are not imported",
		    arena_printf(in->arena, "%.*s: %zu", STR_ARG(title), count));
}

/* Why the item is no article; NULL: it is one. Those that no reader saw say nothing. */
static const char *judge(struct reader *in, bool *draft)
{
	struct str type = field(in, "wp:post_type"), status = field(in, "wp:status");

	*draft = !str_eq(status, STR("publish")) && status.len > 0;
	if (str_eq(type, STR("page")))
		return "a page, not a post";
	if (type.len && !str_eq(type, STR("post")))
		return "neither a post nor a page";
	if (str_eq(status, STR("trash")) || str_eq(status, STR("auto-draft")))
		return "was thrown away";
	if (field(in, "wp:post_password").len)
		*draft = true;
	if (*draft && !in->wxr->drafts)
		return field(in, "wp:post_password").len ? "is protected by a password"
		                                         : "was not published";
	return NULL;
}

/* "uploads/2009/06/a-300x200.jpg" without the size that WordPress made of it. */
static struct str without_size(struct arena *arena, struct str name)
{
	struct str ending = path_extension(name);
	size_t end = name.len - ending.len, at = end;

	while (at > 0 && is_digit(name.ptr[at - 1]))
		at--;
	if (at == end || at == 0 || name.ptr[--at] != 'x')
		return name;
	end = at;
	while (at > 0 && is_digit(name.ptr[at - 1]))
		at--;
	if (at == end || at == 0 || name.ptr[at - 1] != '-')
		return name;
	return arena_printf(arena, "%.*s%.*s", STR_ARG(str_slice(name, 0, at - 1)),
	                    STR_ARG(ending));
}

/* A picture of this site that lies with the export. */
static struct str name_picture(void *context, struct arena *arena, struct str base,
                               struct str url)
{
	struct reader *in = context;
	const struct nearby *nearby = in->wxr->nearby;
	struct url parts = url_split(url);
	struct str name = unescape_url(arena, parts.path);
	size_t at = str_find(name, STR("/uploads/"));
	const struct near *near;

	(void)base;
	if (at == STR_NONE || !attachments_host(&in->wxr->attachments, parts.host))
		return (struct str){ 0 };
	name = str_from(name, at + 1);
	near = nearby_find(nearby, STR(""), name);
	if (!near) {
		name = without_size(arena, name);
		near = nearby_find(nearby, STR(""), name);
	}
	if (!near)
		return (struct str){ 0 };
	value_add_item(&in->found, value_str(name));
	return near_file(arena, near);
}

static struct str find_block(void *context, struct str id)
{
	const struct reader *in = context;

	return look_up(&in->wxr->blocks, in->wxr->block_texts, id);
}

static struct html_node *make_body(struct reader *in)
{
	struct wxr_pictures pictures = { find_picture, find_of_post, in };
	struct wxr_blocks blocks = { .find = find_block,
		                     .context = in,
		                     .footnotes = meta_value(in, "footnotes") };
	struct strs unknown = { 0 };
	struct str html =
		wxr_blocks_fill(in->arena, field(in, "content:encoded"), &blocks);

	html = wxr_html(in->arena, html, &pictures, &unknown);
	for (size_t i = 0; i < blocks.empty.count; i++)
		say(in, "block", "has no text in the export", blocks.empty.items[i]);
	for (size_t i = 0; i < unknown.count; i++)
		say(in, "shortcode", "not understood: left in the text",
		    unknown.items[i]);
	return html_parse(html, in->arena);
}

/* What a post is known by, in every export. Titles come again. */
static struct str from_of(const struct reader *in, const struct entry *entry)
{
	struct str id = field(in, "guid");

	if (id.len == 0)
		id = entry->url.len ? entry->url : field(in, "wp:post_id");
	if (id.len == 0 && entry->title.len)
		id = str_trim(arena_printf(in->arena, "%.*s %.*s", STR_ARG(entry->title),
		                           STR_ARG(field(in, "wp:post_date"))));
	return id.len ? id : text_squeeze(in->arena, xml_text_of(in->item, in->arena));
}

static struct value make_article(struct reader *in, bool draft)
{
	struct entry entry = { .publication = in->wxr->title,
		               .language = in->wxr->language,
		               .draft = draft };
	struct picture_finder finder = { name_picture, in };
	struct str login = field(in, "dc:creator");

	entry.url = field(in, "link");
	if (!url_is_web(entry.url))
		entry.url = (struct str){ 0 };
	entry.slug = unescape_url(in->arena, field(in, "wp:post_name"));
	entry.title = entry_text(in->arena, field(in, "title"));
	entry.dek = entry_text(in->arena, field(in, "excerpt:encoded"));
	read_terms(in, &entry);
	if (entry.authors.count == 0)
		entry_add(in->arena, &entry.authors, author_named(in, login));
	entry.date = local_date(in, "wp:post_date", "wp:post_date_gmt");
	if (!date_is_known(entry.date) && !read_date(in, "pubDate", &entry.date))
		entry.date = in->wxr->date;
	entry.updated = local_date(in, "wp:post_modified", "wp:post_modified_gmt");
	if (find_picture(in, meta_value(in, "_thumbnail_id"), &entry.image))
		entry.image.caption = entry_text(in->arena, entry.image.caption);
	entry.base = entry.url.len ? entry.url : in->wxr->site;
	entry.body = make_body(in);
	if (in->wxr->nearby && in->wxr->nearby->count) {
		entry.finder = &finder;
		entry.pictures = &in->found;
	}
	entry.from = from_of(in, &entry);
	return entry_article(in->arena, &entry);
}

struct value wxr_item(const struct wxr *wxr, struct str item, struct arena *arena)
{
	struct reader in = { .wxr = wxr,
		             .arena = arena,
		             .rows = { .arena = arena },
		             .found = { .arena = arena } };
	struct value_builder dict = { .arena = arena };
	struct encoding_notes notes;
	struct html_node *root;
	const char *why;
	size_t damaged;
	bool draft;

	item = encoding_clean(arena, item, &notes);
	root = xml_parse(
		arena_printf(arena, "%.*s%.*s</rss>", STR_ARG(wxr->root), STR_ARG(item)),
		arena, &damaged);
	in.item = xml_child(xml_child(root, "rss"), "item");
	if (!in.item) {
		say(&in, "item", "is damaged, and was not understood", STR(""));
	} else {
		if (damaged)
			say(&in, "damage", "some of it may be missing",
			    field(&in, "title"));
		why = judge(&in, &draft);
		if (why) {
			say(&in, "item", why, field(&in, "title"));
		} else {
			value_add(&dict, STR("article"), make_article(&in, draft));
			report_comments(&in);
		}
	}
	value_add(&dict, STR("rows"), value_built_list(&in.rows));
	return value_built_dict(&dict);
}

void wxr_clear(struct wxr *wxr)
{
	table_clear(&wxr->logins);
	table_clear(&wxr->blocks);
	attachments_clear(&wxr->attachments);
	free(wxr->names);
	free(wxr->block_texts);
	arena_clear(&wxr->arena);
	*wxr = (struct wxr){ 0 };
}
