#include "content/picture.h"

#include "base/buf.h"
#include "fixture.h"
#include "t.h"

/* width * 100000 + height, or 0. */
static long long size_of(struct str head)
{
	uint32_t width = 7, height = 7;

	if (!picture_size(head, &width, &height)) {
		CHECK_INT(width + height, 0);
		return 0;
	}
	return (long long)width * 100000 + height;
}

#define SIZE(width, height) ((long long)(width)*100000 + (height))

TEST(picture, png_says_it_in_its_first_chunk)
{
	struct str png =
		STR("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x04\xb0\0\0\x02\x80\x08\x02");

	CHECK_INT(size_of(png), SIZE(1200, 640));
	CHECK_INT(size_of(str_slice(png, 0, 22)), 0);
	CHECK_INT(size_of(STR("\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0\x04\xb0\0\0\x02\x80")),
	          0);
	CHECK_INT(size_of(STR("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\x02\x80")), 0);
	CHECK_INT(size_of(STR("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\0\0\0\0\0\x02\x80")),
	          0);
}

TEST(picture, gif_says_it_in_its_screen)
{
	CHECK_INT(size_of(STR("GIF89a\x40\x01\xc8\0\xf0")), SIZE(320, 200));
	CHECK_INT(size_of(STR("GIF87a\x40\x01\xc8\0\xf0")), SIZE(320, 200));
	CHECK_INT(size_of(STR("GIF89a\x40\x01\xc8")), 0);
}

TEST(picture, jpeg_says_it_behind_its_metadata)
{
	struct buf jpeg = { 0 };

	buf_puts(&jpeg, "\xff\xd8");
	/* EXIF that holds a small picture of its own, whose size is not meant */
	buf_puts(&jpeg, "\xff\xe1\x40\x02"
	                "Exif\0\0");
	buf_puts(&jpeg, "\xff\xd8\xff\xc0\0\x11\x08\0\x50\0\x50\x03");
	buf_add_chars(&jpeg, 'x', 0x4000 - 6 - 12);
	buf_puts(&jpeg, "\xff\xdb\0\x04xx");
	buf_puts(&jpeg, "\xff\xff\xff\xc4\0\x04xx"); /* fill bytes; a table is no frame */
	CHECK_INT(size_of(buf_str(&jpeg)), 0);
	buf_puts(&jpeg, "\xff\xc2\0\x11\x08\x02\x80\x04\xb0\x03");
	CHECK_INT(size_of(buf_str(&jpeg)), SIZE(1200, 640));
	buf_truncate(&jpeg, jpeg.len - 3);
	CHECK_INT(size_of(buf_str(&jpeg)), 0);
	buf_clear(&jpeg);
}

TEST(picture, a_damaged_jpeg_has_no_size)
{
	CHECK_INT(size_of(STR("\xff\xd8")), 0);
	CHECK_INT(
		size_of(STR("\xff\xd8\xff\xe0\0\0\xff\xe0\0\0\xff\xe0\0\0\xff\xe0\0\0")),
		0);
	CHECK_INT(size_of(STR("\xff\xd8garbage, and more of it")), 0);
	CHECK_INT(size_of(STR("\xff\xd8\xff\xe0\xff\xff"
	                      "far beyond the end")),
	          0);
}

TEST(picture, webp_comes_in_three_kinds)
{
	CHECK_INT(size_of(STR("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\x30\x01\0\x9d\x01\x2a"
	                      "\xb0\x44\x80\x42")),
	          SIZE(0x4b0, 0x280));
	/* 14 bits each, less one: 1200 x 640 */
	CHECK_INT(
		size_of(STR("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\xaf\xc4\x9f\0\0\0\0\0\0")),
		SIZE(1200, 640));
	CHECK_INT(size_of(STR(
			  "RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xaf\x04\0\x7f\x02\0")),
	          SIZE(1200, 640));
	CHECK_INT(size_of(STR(
			  "RIFF\0\0\0\0WEBPVP8Y\x0a\0\0\0\0\0\0\0\xaf\x04\0\x7f\x02\0")),
	          0);
	CHECK_INT(size_of(STR("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0")), 0);
	CHECK_INT(size_of(STR(
			  "RIFF\0\0\0\0WAVEfmt \x0a\0\0\0\0\0\0\0\xaf\x04\0\x7f\x02\0")),
	          0);
}

TEST(picture, svg_says_it_in_many_ways)
{
	static const struct {
		const char *text;
		long long size;
	} cases[] = {
		{ "<svg width=\"1200\" height=\"640\">", SIZE(1200, 640) },
		{ "<?xml version='1.0'?>\n<!-- x -->\n<svg height='640px'\n\twidth = '1200.5px'/>",
		  SIZE(1200, 640) },
		{ "<svg stroke-width=\"3\" width=\"10\" height=\"20\">", SIZE(10, 20) },
		{ "<svg viewBox=\"0 0 300 150\">", SIZE(300, 150) },
		{ "<svg viewBox='-10,-20, 300.7 , 150'>", SIZE(300, 150) },
		{ "<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 30 40\">",
		  SIZE(30, 40) },
		{ "<svg width=\"50\" viewBox=\"0 0 30 40\">", SIZE(30, 40) },
		{ "<svg viewBox=\"0 0\">", 0 },
		{ "<svg width=\"10\">", 0 },
		{ "<svg width=10 height=20>", 0 },
		{ "<svg width=\"99999999999999999999\" height=\"2\">", 0 },
		{ "<svg", 0 },
		{ "<html>", 0 },
		{ "", 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CHECK_INT(size_of(str_of(cases[i].text)), cases[i].size);
}

/* Read to the very end of the memory, so that a sanitizer sees one byte too many. */
TEST(picture, no_damage_makes_it_read_beyond_the_end)
{
	static const struct str starts[] = {
		STR_INIT("\x89PNG\r\n\x1a\n"), STR_INIT("GIF89a"),
		STR_INIT("\xff\xd8\xff\xe0"),  STR_INIT("RIFF\0\0\0\0WEBPVP8L"),
		STR_INIT("<svg width=\""),     STR_INIT("<svg viewBox='"),
	};
	uint64_t seed = 15;

	for (int i = 0; i < 20000; i++) {
		struct str start = starts[(size_t)i % ARRAY_LEN(starts)];
		size_t len = random_below(&seed, 40);
		char *bytes = arena_alloc(&t_arena, len);
		uint32_t width, height;

		for (size_t j = 0; j < len; j++)
			bytes[j] = j < start.len ? start.ptr[j]
			                         : (char)random_below(&seed, 256);
		picture_size((struct str){ bytes, len }, &width, &height);
		if (i % 200 == 0)
			arena_clear(&t_arena);
	}
}
