#include "import/imagesets.h"

#include "base/attr.h"

struct sizes {
	struct str *urls;
	int64_t widths[IMAGE_SIZES_MAX];
	size_t count;
};

/* Behind those that are as wide. */
static void add_size(struct sizes *sizes, struct str url, int64_t width)
{
	size_t at = sizes->count;

	if (sizes->count == IMAGE_SIZES_MAX || url.len == 0 ||
	    str_has_prefix_nocase(url, STR("data:")))
		return;
	for (; at > 0 && sizes->widths[at - 1] < width; at--) {
		sizes->urls[at] = sizes->urls[at - 1];
		sizes->widths[at] = sizes->widths[at - 1];
	}
	sizes->urls[at] = url;
	sizes->widths[at] = width;
	sizes->count++;
}

/* "a.jpg 400w, b.jpg 800w": an address may have commas, but not at its end. */
static void read_srcset(struct sizes *sizes, struct str srcset)
{
	srcset = str_trim_start(srcset);
	while (srcset.len) {
		struct str url, size = { 0 };
		int64_t width = 0;
		size_t end = 0;

		while (end < srcset.len && !is_space(srcset.ptr[end]))
			end++;
		url = str_slice(srcset, 0, end);
		srcset = str_from(srcset, end);
		if (!str_skip_suffix(&url, STR(",")))
			str_cut(srcset, ',', &size, &srcset);
		size = str_trim(size);
		if (str_skip_suffix(&size, STR("w")) || str_skip_suffix(&size, STR("x")))
			str_to_int(size, &width);
		add_size(sizes, url, width);
		srcset = str_trim_start(srcset);
	}
}

static void read_sets(struct sizes *sizes, const struct html_node *node)
{
	static const char *const sets[] = { "srcset", "data-srcset", "data-lazy-srcset" };

	for (size_t i = 0; i < ARRAY_LEN(sets); i++)
		read_srcset(sizes, html_attribute(node, sets[i]));
}

size_t image_sizes(const struct html_node *image, struct str urls[IMAGE_SIZES_MAX])
{
	struct sizes sizes = { .urls = urls };
	const struct html_node *node = image->parent;

	read_sets(&sizes, image);
	if (!node || !html_is(node, "picture"))
		return sizes.count;
	for (node = node->first; node; node = node->next)
		if (html_is(node, "source"))
			read_sets(&sizes, node);
	return sizes.count;
}
