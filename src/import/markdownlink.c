/*
 * Addresses of links, pictures and embeds.
 */
#include <stdint.h>

#include "base/attr.h"
#include "base/escape.h"
#include "base/text.h"
#include "base/url.h"
#include "import/imagesets.h"
#include "import/imagesource.h"
#include "import/markdownescape.h"
#include "import/markdownwriter.h"
#include "import/pagetext.h"
#include "import/wordlist.h"

/* May a link of this scheme be published? As content/attributes.c has it. */
static bool is_allowed(struct str url)
{
	struct str scheme = url_split(url).scheme;
	static const struct str schemes[] = {
		STR_INIT("http"), STR_INIT("https"), STR_INIT("mailto"),
		STR_INIT("tel"),  STR_INIT("ftp"),
	};

	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (str_eq_nocase(scheme, schemes[i]))
			return true;
	return scheme.len == 0;
}

struct str picture_find(const struct picture_finder *finder, struct arena *arena,
                        struct str base, struct str url)
{
	struct str found = { 0 };

	if (finder)
		found = finder->find(finder->context, arena, base, url);
	return found.len ? found : url;
}

struct str picture_find_size(const struct picture_finder *finder, struct arena *arena,
                             struct str base, const struct html_node *image,
                             struct str url)
{
	struct str found = picture_find(finder, arena, base, url);
	struct str sizes[IMAGE_SIZES_MAX];
	size_t count = finder && image ? image_sizes(image, sizes) : 0;

	for (size_t i = 0; i < count && str_eq(found, url); i++) {
		struct str size = url_resolve(arena, base, sizes[i]);
		struct str other = picture_find(finder, arena, base, size);

		if (!str_eq(other, size))
			found = other;
	}
	return found;
}

struct str link_url(struct markdown_writer *writer, struct str href)
{
	struct str url;

	href = str_trim(href);
	if (href.len == 0)
		return href;
	if (href.ptr[0] == '#')
		return table_find(&writer->targets, str_from(href, 1)) != TABLE_NONE
		               ? href
		               : (struct str){ 0 };
	url = url_resolve(writer->arena, writer->base, href);
	return is_allowed(url)
	               ? picture_find(writer->finder, writer->arena, writer->base, url)
	               : (struct str){ 0 };
}

struct picture picture_of(struct markdown_writer *writer, const struct html_node *image)
{
	struct picture picture = { 0 };
	struct str src = image_source(image);

	if (src.len == 0 || image_is_tiny(image))
		return picture;
	src = url_resolve(writer->arena, writer->base, src);
	if (!is_allowed(src))
		return picture;
	picture.src = picture_find_size(writer->finder, writer->arena, writer->base,
	                                image, src);
	picture.alt = text_squeeze(writer->arena, html_attribute(image, "alt"));
	return picture;
}

/* What an address may not hold where Markdown has it. */
void write_destination(struct buf *out, struct str url)
{
	int depth = 0;
	bool balanced = true;

	for (size_t i = 0; i < url.len && balanced; i++) {
		depth += url.ptr[i] == '(' ? 1 : url.ptr[i] == ')' ? -1 : 0;
		balanced = depth >= 0 && depth < 30; /* cmark's limit is 32 */
	}
	balanced = balanced && depth == 0 && url.len > 0;
	if (!balanced)
		buf_add_char(out, '<');
	for (size_t i = 0; i < url.len; i++) {
		char c = url.ptr[i];

		if ((unsigned char)c <= ' ' || c == '<' || c == '>' || c == '\\' ||
		    c == '`' || c == '{')
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
		else if (c == '&' && str_find_char(str_from(url, i), ';') != STR_NONE)
			buf_puts(out, "&amp;");
		else
			buf_add_char(out, c);
	}
	if (!balanced)
		buf_add_char(out, '>');
}

void write_link_title(struct buf *out, struct str title)
{
	if (str_trim(title).len == 0)
		return;
	buf_puts(out, " \"");
	for (size_t i = 0; i < title.len; i++) {
		char c = title.ptr[i];

		if (c == '"' || c == '\\' || c == '{')
			buf_add_char(out, '\\');
		if (c == '&')
			buf_puts(out, "&amp;");
		else
			buf_add_char(out, is_space(c) ? ' ' : c);
	}
	buf_add_char(out, '"');
}

void write_picture(struct buf *out, const struct picture *picture)
{
	buf_puts(out, "![");
	escape_markdown(out, picture->alt, true);
	buf_puts(out, "](");
	write_destination(out, picture->src);
	write_link_title(out, picture->caption);
	buf_add_char(out, ')');
}

/* What Embedly and Drupal's frames play: "media.html?src=...&url=...". */
static struct str embedded_in(struct arena *arena, struct str player)
{
	struct str query = str_from(url_split(player).query, 1), part, name, value;

	while (query.len) {
		str_cut(query, '&', &part, &query);
		str_cut(part, '=', &name, &value);
		value = unescape_url(arena, value);
		if (str_eq(name, STR("url")) && url_is_web(value))
			return value;
	}
	return player;
}

/* A player's address as that of the page people know. */
static struct str readable(struct arena *arena, struct str url)
{
	struct url parts = url_split(url);
	struct str id = str_slice(parts.path, 0, str_find_char(parts.path, '&'));

	if (str_has_suffix(parts.host, STR("youtube.com")) ||
	    str_has_suffix(parts.host, STR("youtube-nocookie.com")))
		if ((str_skip_prefix(&id, STR("/embed/")) ||
		     str_skip_prefix(&id, STR("/v/"))) &&
		    id.len)
			return arena_printf(arena, "https://www.youtube.com/watch?v=%.*s",
			                    STR_ARG(id));
	if (str_eq(parts.host, STR("cdn.embedly.com")) ||
	    str_has_suffix(parts.path, STR("/oembed")))
		return embedded_in(arena, url);
	if (str_eq(parts.host, STR("player.vimeo.com")) &&
	    str_skip_prefix(&id, STR("/video/")))
		return arena_printf(arena, "https://vimeo.com/%.*s", STR_ARG(id));
	return url;
}

static struct str plain_host(struct str host)
{
	str_skip_prefix(&host, STR("www."));
	return host;
}

/* The address in one of the parts of a player: a source, Flash's parameter or fallback.
 */
static struct str address_in(const struct html_node *player)
{
	struct html_node *root = (struct html_node *)(uintptr_t)player;
	struct str url = { 0 };

	for (struct html_node *node = html_next(root, root); node && url.len == 0;
	     node = html_next(root, node)) {
		struct str name = html_attribute(node, "name");

		if (word_in(" source embed iframe ", node->name))
			url = str_trim(html_attribute(node, "src"));
		else if (html_is(node, "param") && (str_eq_nocase(name, STR("movie")) ||
		                                    str_eq_nocase(name, STR("src"))))
			url = str_trim(html_attribute(node, "value"));
	}
	return url;
}

bool embed_of(struct markdown_writer *writer, const struct html_node *node,
              struct str *url, struct str *name)
{
	static const char *const attributes[] = { "src", "data-src", "data" };
	struct str kind = html_is(node, "video")   ? STR("Video")
	                  : html_is(node, "audio") ? STR("Audio")
	                                           : STR("");

	*url = (struct str){ 0 };
	for (size_t i = 0; i < ARRAY_LEN(attributes) && url->len == 0; i++)
		*url = str_trim(html_attribute(node, attributes[i]));
	if (url->len == 0)
		*url = address_in(node);
	if (url->len == 0 || str_has_prefix(*url, STR("about:")))
		return false;
	*url = link_url(writer, *url);
	if (url->len == 0)
		return false;
	*url = readable(writer->arena, *url);
	*name = clean_text(writer->arena, html_attribute(node, "title"));
	if (name->len == 0 && kind.len)
		*name = kind;
	else if (name->len == 0)
		*name = plain_host(url_split(*url).host);
	return name->len > 0;
}
