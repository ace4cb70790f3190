#include "import/imagesource.h"

#include "base/attr.h"
#include "base/url.h"

#define TRACKER_PIXELS 2   /* a picture that is no larger counts readers */
#define ICON_PIXELS    100 /* one that is smaller is no illustration */

/* The picture that a srcset has for the widest screens: the last of the largest. */
static struct str from_srcset(struct str srcset)
{
	struct str best = { 0 };
	int64_t most = -1;

	while (srcset.len) {
		struct str url, size = { 0 }, rest = str_trim_start(srcset);
		int64_t width = 0;
		size_t end = 0;

		while (end < rest.len && !is_space(rest.ptr[end]))
			end++;
		url = str_slice(rest, 0, end);
		rest = str_from(rest, end);
		if (!str_skip_suffix(&url, STR(",")))
			str_cut(rest, ',', &size, &rest);
		size = str_trim(size);
		if (str_skip_suffix(&size, STR("w")) || str_skip_suffix(&size, STR("x")))
			str_to_int(size, &width);
		if (url.len && width > most) {
			most = width;
			best = url;
		}
		srcset = rest;
	}
	return best;
}

/* Is it what stands in for a picture until a script loads it? */
static bool is_placeholder(struct str src)
{
	static const struct str signs[] = {
		STR_INIT("placeholder"),  STR_INIT("blank."),      STR_INIT("spacer."),
		STR_INIT("lazyload"),     STR_INIT("lazy-load"),   STR_INIT("/1x1"),
		STR_INIT("transparent."), STR_INIT("pixel.gif"),   STR_INIT("grey.gif"),
		STR_INIT("loading.gif"),  STR_INIT("loading.svg"), STR_INIT("loader."),
		STR_INIT("spinner."),
	};

	if (src.len == 0 || str_has_prefix_nocase(src, STR("data:")))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (str_contains(src, signs[i]))
			return true;
	return false;
}

static bool has_ending(struct str url, const struct str *endings, size_t count)
{
	struct str path = url_split(url).path;

	for (size_t i = 0; i < count; i++)
		if (path.len > endings[i].len &&
		    str_eq_nocase(str_from(path, path.len - endings[i].len), endings[i]))
			return true;
	return false;
}

bool image_is_photograph(struct str url)
{
	static const struct str endings[] = {
		STR_INIT(".jpg"),  STR_INIT(".jpeg"), STR_INIT(".png"),
		STR_INIT(".webp"), STR_INIT(".avif"),
	};

	return has_ending(url, endings, ARRAY_LEN(endings));
}

static bool is_drawing(struct str url)
{
	static const struct str endings[] = { STR_INIT(".svg"), STR_INIT(".gif") };

	return has_ending(url, endings, ARRAY_LEN(endings));
}

/* Scripts have many names for what they load. */
static struct str any_photograph(const struct html_node *image)
{
	for (size_t i = 0; i < image->attribute_count; i++) {
		struct str url = str_trim(image->attributes[i].value);

		if (str_has_prefix(image->attributes[i].name, STR("data-")) &&
		    image_is_photograph(url) && !is_placeholder(url) &&
		    str_find_char(url, ' ') == STR_NONE)
			return url;
	}
	return (struct str){ 0 };
}

static const char *const sets[] = { "srcset", "data-srcset", "data-lazy-srcset" };

/* What the attributes of an img say. */
static struct str own_source(const struct html_node *image)
{
	static const char *const lazy[] = {
		"data-src",      "data-original",   "data-lazy-src", "data-lazy",
		"data-full-src", "data-hi-res-src", "data-url",
	};
	struct str src = str_trim(html_attribute(image, "src")), other;

	if (!is_placeholder(src) && !is_drawing(src))
		return src;
	for (size_t i = 0; i < ARRAY_LEN(lazy); i++) {
		other = str_trim(html_attribute(image, lazy[i]));
		if (!is_placeholder(other) &&
		    (is_placeholder(src) || image_is_photograph(other)))
			return other;
	}
	if (!is_placeholder(src))
		return src;
	for (size_t i = 0; i < ARRAY_LEN(sets); i++) {
		other = from_srcset(html_attribute(image, sets[i]));
		if (!is_placeholder(other))
			return other;
	}
	return any_photograph(image);
}

/* The sources of a picture element around it. */
static struct str picture_source(const struct html_node *image)
{
	if (!html_is(image->parent, "picture"))
		return (struct str){ 0 };
	for (const struct html_node *node = image->parent->first; node; node = node->next)
		for (size_t i = 0; i < ARRAY_LEN(sets) && html_is(node, "source"); i++) {
			struct str src = from_srcset(html_attribute(node, sets[i]));

			if (!is_placeholder(src))
				return src;
		}
	return (struct str){ 0 };
}

/* What stands behind it for readers without scripts. */
static struct str noscript_source(const struct html_node *image)
{
	const struct html_node *node = image->next;

	while (node && node->name.len == 0)
		node = node->next;
	if (!html_is(node, "noscript"))
		return (struct str){ 0 };
	for (node = node->first; node; node = node->next)
		if (html_is(node, "img"))
			return own_source(node);
	return (struct str){ 0 };
}

struct str image_source(const struct html_node *image)
{
	struct str src = own_source(image);

	if (src.len == 0)
		src = picture_source(image);
	if (src.len == 0)
		src = noscript_source(image);
	return src;
}

/* A side in pixels; -1 if it is not said. */
static int64_t side_of(const struct html_node *image, const char *side)
{
	int64_t pixels;

	return str_to_int(str_trim(html_attribute(image, side)), &pixels) ? pixels : -1;
}

bool image_is_tiny(const struct html_node *image)
{
	int64_t width = side_of(image, "width"), height = side_of(image, "height");

	/* A side of nothing of a large picture is one that nobody knew. */
	return (width > 0 && width <= TRACKER_PIXELS) ||
	       (height > 0 && height <= TRACKER_PIXELS) ||
	       (width == 0 && height <= TRACKER_PIXELS) ||
	       (height == 0 && width <= TRACKER_PIXELS);
}

bool image_is_icon(const struct html_node *image)
{
	struct str src = html_attribute(image, "src");
	int64_t width = side_of(image, "width"), height = side_of(image, "height");

	return (width > 0 && width < ICON_PIXELS) ||
	       (height > 0 && height < ICON_PIXELS) ||
	       (!html_is(image->parent, "picture") &&
	        (str_contains(src, STR(".svg")) || str_contains(src, STR("icon"))));
}
