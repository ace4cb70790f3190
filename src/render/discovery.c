/*
 * discovery: small files that search engines and browsers ask a host for: robots.txt,
 * opensearch.xml, the manifest of a web app.
 */
#include "base/attr.h"
#include "base/json.h"
#include "base/utf8.h"
#include "content/xml.h"
#include "render/view.h"

bool robots_render(struct view *view)
{
	struct buf *out = &view->rendering->bytes;

	buf_puts(out, "User-agent: *\nDisallow:\n");
	if (view->site->config->url.len)
		buf_printf(out, "\nSitemap: %.*s\n",
		           STR_ARG(view_permalink(view, STR("/sitemap.xml"))));
	return true;
}

/* An asset's URL, whole if the site's is known; empty if there is no such asset. */
static struct str asset_url(struct view *view, struct str name, bool is_whole)
{
	const struct asset *asset = site_asset(view->site, name);

	view_note(view, FACT_ASSET, name);
	if (!asset)
		return (struct str){ 0 };
	return is_whole ? view_permalink(view, asset->url) : view_href(view, asset->url);
}

/* Readers of it show no more than that. */
#define SHORT_NAME_MAX  16
#define DESCRIPTION_MAX 1024

bool opensearch_render(struct view *view)
{
	const struct config *config = view->site->config;
	struct xml *xml = xml_start(&view->rendering->bytes, view->arena);
	struct str icon = asset_url(view, STR("icon.svg"), true);

	xml_open(xml, "OpenSearchDescription");
	xml_attribute(xml, "xmlns", STR("http://a9.com/-/spec/opensearch/1.1/"));
	xml_element(xml, "ShortName", utf8_prefix(config->title, SHORT_NAME_MAX));
	xml_element(xml, "Description",
	            utf8_prefix(config->tagline.len ? config->tagline : config->title,
	                        DESCRIPTION_MAX));
	xml_open(xml, "Url");
	xml_attribute(xml, "type", STR("text/html"));
	xml_attribute(xml, "template",
	              arena_printf(view->arena, "%.*ssearch/?q={searchTerms}",
	                           STR_ARG(config->url)));
	xml_close(xml);
	if (icon.len) {
		xml_open(xml, "Image");
		xml_attribute(xml, "type", STR("image/svg+xml"));
		xml_text(xml, icon);
		xml_close(xml);
	}
	xml_element(xml, "Language", config->language);
	xml_element(xml, "InputEncoding", STR("UTF-8"));
	xml_end(xml);
	return true;
}

static void add_icon(struct view *view, struct value_builder *icons, struct str src,
                     const char *sizes, const char *type)
{
	struct value_builder icon = { .arena = view->arena };

	value_add(&icon, STR("src"), value_str(src));
	value_add(&icon, STR("sizes"), value_str(str_of(sizes)));
	value_add(&icon, STR("type"), value_str(str_of(type)));
	value_add_item(icons, value_built_dict(&icon));
}

/* The theme's, and those that the site has in static/ for devices that want PNG. */
static struct value icons_of(struct view *view)
{
	static const struct {
		struct str url;
		const char *sizes;
	} own[] = {
		{ STR_INIT("/icon-192.png"), "192x192" },
		{ STR_INIT("/icon-512.png"), "512x512" },
	};
	struct value_builder icons = { .arena = view->arena };
	struct str icon = asset_url(view, STR("icon.svg"), false);

	if (icon.len)
		add_icon(view, &icons, icon, "any", "image/svg+xml");
	for (size_t i = 0; i < ARRAY_LEN(own); i++) {
		view_note(view, FACT_PAGE, own[i].url);
		if (archive_page(view->site->archive, own[i].url))
			add_icon(view, &icons, view_href(view, own[i].url), own[i].sizes,
			         "image/png");
	}
	return value_built_list(&icons);
}

bool manifest_render(struct view *view)
{
	const struct config *config = view->site->config;
	struct value_builder dict = { .arena = view->arena };

	value_add(&dict, STR("name"), value_str(config->title));
	if (config->tagline.len)
		value_add(&dict, STR("description"), value_str(config->tagline));
	value_add(&dict, STR("start_url"), value_str(config->home));
	value_add(&dict, STR("scope"), value_str(config->home));
	value_add(&dict, STR("display"), value_str(STR("minimal-ui")));
	value_add(&dict, STR("lang"), value_str(config->language));
	value_add(&dict, STR("dir"), value_str(config->direction));
	value_add(&dict, STR("icons"), icons_of(view));
	json_write(&view->rendering->bytes, value_built_dict(&dict), JSON_PLAIN, 1);
	buf_add_char(&view->rendering->bytes, '\n');
	return true;
}
