#include "import/pictures.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/path.h"
#include "base/text.h"
#include "base/url.h"

#define NAME_MAX_BYTES 60 /* of the part that is taken from the address */

enum picture_form picture_form_of(struct str start)
{
	if (str_has_prefix(start, STR("\xff\xd8\xff")))
		return PICTURE_JPEG;
	if (str_has_prefix(start, STR("\x89PNG\r\n\x1a\n")))
		return PICTURE_PNG;
	if (str_has_prefix(start, STR("GIF87a")) || str_has_prefix(start, STR("GIF89a")))
		return PICTURE_GIF;
	if (str_has_prefix(start, STR("RIFF")) &&
	    str_has_prefix(str_from(start, 8), STR("WEBP")))
		return PICTURE_WEBP;
	if (str_has_prefix(str_from(start, 4), STR("ftypavif")))
		return PICTURE_AVIF;
	return PICTURE_NONE;
}

static const char *ending_of(enum picture_form form)
{
	static const char *const endings[] = {
		[PICTURE_NONE] = "bin", [PICTURE_JPEG] = "jpg",  [PICTURE_PNG] = "png",
		[PICTURE_GIF] = "gif",  [PICTURE_WEBP] = "webp", [PICTURE_AVIF] = "avif",
	};

	return endings[form];
}

struct str picture_name(struct arena *arena, struct str url, uint64_t key,
                        enum picture_form form)
{
	struct str path = url_split(url).path, stem;
	size_t end;

	str_skip_suffix(&path, STR("/"));
	stem = text_slug(arena, path_stem(path_base(path)));
	end = stem.len < NAME_MAX_BYTES ? stem.len : NAME_MAX_BYTES;
	while (end > 0 && end < stem.len && ((unsigned char)stem.ptr[end] & 0xc0) == 0x80)
		end--; /* not within a character */
	stem = str_slice(stem, 0, end);
	return arena_printf(arena, "%.*s-%08" PRIx32 ".%s",
	                    STR_ARG(stem.len ? stem : STR("picture")), (uint32_t)key,
	                    ending_of(form));
}

void pictures_want(struct pictures *pictures, uint32_t capture, struct str path)
{
	bool added;
	uint32_t number;

	if (table_find(&pictures->paths, path) != TABLE_NONE)
		return;
	number = table_add(&pictures->paths, arena_str(&pictures->arena, path), &added);
	if (pictures->count == pictures->cap) {
		pictures->cap = 2 * pictures->cap + 16;
		pictures->items = xrealloc_array(pictures->items, pictures->cap,
		                                 sizeof(*pictures->items));
	}
	pictures->items[pictures->count++] = (struct wanted){ capture, number };
}

void pictures_clear(struct pictures *pictures)
{
	free(pictures->items);
	table_clear(&pictures->paths);
	arena_clear(&pictures->arena);
	*pictures = (struct pictures){ 0 };
}
