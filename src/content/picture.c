#include "content/picture.h"

#include "base/attr.h"

#define SIDE_MAX 65535 /* pixels; more is a damaged header */

static uint32_t byte_at(struct str s, size_t at)
{
	return at < s.len ? (unsigned char)s.ptr[at] : 0;
}

static uint32_t big(struct str s, size_t at, size_t bytes)
{
	uint32_t n = 0;

	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | byte_at(s, at + i);
	return n;
}

static uint32_t little(struct str s, size_t at, size_t bytes)
{
	uint32_t n = 0;

	for (size_t i = bytes; i-- > 0;)
		n = n << 8 | byte_at(s, at + i);
	return n;
}

static bool png_size(struct str head, uint32_t *width, uint32_t *height)
{
	*width = big(head, 16, 4);
	*height = big(head, 20, 4);
	return str_eq(str_slice(head, 12, 16), STR("IHDR"));
}

static bool gif_size(struct str head, uint32_t *width, uint32_t *height)
{
	*width = little(head, 6, 2);
	*height = little(head, 8, 2);
	return head.len >= 10;
}

/* Walk the segments up to a start of frame. */
static bool jpeg_size(struct str head, uint32_t *width, uint32_t *height)
{
	size_t at = 2;

	while (at + 9 < head.len && byte_at(head, at) == 0xff) {
		uint32_t marker = byte_at(head, at + 1);

		if (marker == 0xff) {
			at++;
			continue;
		}
		if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
		    marker != 0xc8 && marker != 0xcc) {
			*height = big(head, at + 5, 2);
			*width = big(head, at + 7, 2);
			return true;
		}
		at += 2 + big(head, at + 2, 2);
	}
	return false;
}

static bool webp_size(struct str head, uint32_t *width, uint32_t *height)
{
	struct str chunk = str_slice(head, 12, 16);

	if (head.len < 30)
		return false;
	if (str_eq(chunk, STR("VP8 "))) {
		*width = little(head, 26, 2) & 0x3fff;
		*height = little(head, 28, 2) & 0x3fff;
	} else if (str_eq(chunk, STR("VP8L"))) {
		uint32_t bits = little(head, 21, 4);

		*width = (bits & 0x3fff) + 1;
		*height = (bits >> 14 & 0x3fff) + 1;
	} else if (str_eq(chunk, STR("VP8X"))) {
		*width = little(head, 24, 3) + 1;
		*height = little(head, 27, 3) + 1;
	} else {
		return false;
	}
	return true;
}

/* The number at the start of text, rounded down, as in "1200", "800.5" or "640px". */
static uint32_t leading_number(struct str text)
{
	uint32_t n = 0;

	text = str_trim_start(text);
	for (size_t i = 0; i < text.len && is_digit(text.ptr[i]) && n <= SIDE_MAX; i++)
		n = n * 10 + (uint32_t)(text.ptr[i] - '0');
	return n;
}

/* The value of an attribute in a tag; a percentage is no size. */
static struct str attribute(struct str tag, struct str name)
{
	for (size_t at = 0; (at = str_find(tag, name)) != STR_NONE;) {
		bool is_whole = at > 0 && is_space(tag.ptr[at - 1]);
		struct str rest = str_trim_start(str_from(tag, at + name.len));

		tag = str_from(tag, at + name.len);
		if (!is_whole || !str_skip_prefix(&rest, STR("=")))
			continue;
		rest = str_trim_start(rest);
		if (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\'')) {
			struct str value, behind;

			str_cut(str_from(rest, 1), rest.ptr[0], &value, &behind);
			return str_has_suffix(value, STR("%")) ? (struct str){ 0 }
			                                       : value;
		}
	}
	return (struct str){ 0 };
}

static bool svg_size(struct str head, uint32_t *width, uint32_t *height)
{
	size_t at = str_find(head, STR("<svg"));
	struct str tag, box, part;
	uint32_t numbers[4] = { 0 };

	if (at == STR_NONE)
		return false;
	str_cut(str_from(head, at), '>', &tag, &part);
	*width = leading_number(attribute(tag, STR("width")));
	*height = leading_number(attribute(tag, STR("height")));
	if (*width && *height)
		return true;
	box = attribute(tag, STR("viewBox"));
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		box = str_trim_start(box);
		numbers[i] = leading_number(box);
		while (box.len && !is_space(box.ptr[0]) && box.ptr[0] != ',')
			box = str_from(box, 1);
		box = str_trim_start(box);
		str_skip_prefix(&box, STR(","));
	}
	*width = numbers[2];
	*height = numbers[3];
	return true;
}

bool picture_size(struct str head, uint32_t *width, uint32_t *height)
{
	bool found;

	*width = *height = 0;
	if (str_has_prefix(head, STR("\x89PNG\r\n\x1a\n")))
		found = png_size(head, width, height);
	else if (str_has_prefix(head, STR("GIF8")))
		found = gif_size(head, width, height);
	else if (str_has_prefix(head, STR("\xff\xd8")))
		found = jpeg_size(head, width, height);
	else if (str_has_prefix(head, STR("RIFF")) &&
	         str_eq(str_slice(head, 8, 12), STR("WEBP")))
		found = webp_size(head, width, height);
	else
		found = svg_size(head, width, height);
	if (found && *width && *height && *width <= SIDE_MAX && *height <= SIDE_MAX)
		return true;
	*width = *height = 0;
	return false;
}
