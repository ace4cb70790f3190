#include "import/embedded.h"

#include "base/base64.h"
#include "base/hash.h"
#include "import/crawl.h"
#include "import/pictures.h"

#define HOST     "https://embedded.invalid/" /* RFC 2606: nobody's */
#define DATA_MIN 4096 /* characters: what stands in for a picture has fewer */

/* The base64 in an address; empty if it is none of a picture that is worth it. */
static struct str data_of(struct str url)
{
	size_t comma = str_find_char(url, ',');

	if (url.len < DATA_MIN || comma == STR_NONE ||
	    !str_has_prefix_nocase(url, STR("data:image/")) ||
	    !str_has_suffix(str_slice(url, 0, comma), STR(";base64")))
		return (struct str){ 0 };
	return str_from(url, comma + 1);
}

bool embedded_read(struct arena *arena, struct str data, struct str *bytes,
                   struct str *name)
{
	enum picture_form form;

	if (!base64_decode(arena, data, bytes))
		return false;
	form = picture_form_of(*bytes);
	if (form == PICTURE_NONE)
		return false;
	*name = picture_name(arena, STR(""), hash_short(*bytes), form);
	return true;
}

static struct str address_of(struct arena *arena, struct str name)
{
	return arena_printf(arena, HOST "%.*s", STR_ARG(name));
}

static void set_source(struct arena *arena, struct html_node *image, struct str url)
{
	struct html_attribute *attributes =
		ARENA_ARRAY(arena, struct html_attribute, image->attribute_count);

	for (size_t i = 0; i < image->attribute_count; i++) {
		attributes[i] = image->attributes[i];
		if (str_eq(attributes[i].name, STR("src")))
			attributes[i].value = url;
	}
	image->attributes = attributes;
}

struct embedded_picture *embedded_add(struct arena *arena, struct embedded *embedded,
                                      struct str url, struct str data)
{
	struct embedded_picture *picture = &embedded->items[embedded->count];
	struct arena scratch = { 0 };
	struct str bytes, name;
	bool ok = embedded->count < EMBEDDED_MAX &&
	          embedded_read(&scratch, data, &bytes, &name);

	if (ok) {
		name = arena_str(arena, name);
		*picture = (struct embedded_picture){ url_key(url), name, data, false };
		embedded->count++;
	}
	arena_clear(&scratch);
	return ok ? picture : NULL;
}

void embedded_settle(struct arena *arena, struct html_node *root,
                     struct embedded *embedded)
{
	for (struct html_node *node = root; node; node = html_next(root, node)) {
		struct embedded_picture *picture = NULL;
		struct str src, data;

		if (!html_is(node, "img"))
			continue;
		src = html_attribute(node, "src");
		data = data_of(src);
		if (data.len > 0)
			picture = embedded_add(arena, embedded, STR(""), data);
		else if (str_has_prefix_nocase(src, STR("cid:")))
			picture = embedded_find(embedded, src);
		if (picture)
			set_source(arena, node, address_of(arena, picture->name));
	}
}

struct embedded_picture *embedded_find(struct embedded *embedded, struct str url)
{
	bool by_name = str_skip_prefix(&url, STR(HOST));
	uint64_t key = by_name || embedded->count == 0 ? 0 : url_key(url);

	for (size_t i = 0; i < embedded->count; i++)
		if (by_name ? str_eq(embedded->items[i].name, url)
		            : embedded->items[i].key == key)
			return &embedded->items[i];
	return NULL;
}
