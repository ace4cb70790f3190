#include "import/pictures.h"

#include "t.h"

TEST(pictures, are_told_by_their_first_bytes)
{
	CHECK_INT(picture_form_of(STR("\xff\xd8\xff\xe0 JFIF")), PICTURE_JPEG);
	CHECK_INT(picture_form_of(STR("\x89PNG\r\n\x1a\n....")), PICTURE_PNG);
	CHECK_INT(picture_form_of(STR("GIF89a....")), PICTURE_GIF);
	CHECK_INT(picture_form_of(STR("RIFF....WEBPVP8 ")), PICTURE_WEBP);
	CHECK_INT(picture_form_of(STR("....ftypavif")), PICTURE_AVIF);
	CHECK_INT(picture_form_of(STR("<svg onload=alert(1)>")), PICTURE_NONE);
	CHECK_INT(picture_form_of(STR("")), PICTURE_NONE);
}

static struct str name_of(const char *url)
{
	return picture_name(&t_arena, str_of(url), 0x1a2b3c4d, PICTURE_JPEG);
}

TEST(pictures, are_named_by_their_address)
{
	CHECK_STR(name_of("http://a.org/media/Old%20Quay.JPEG?w=1"),
	          STR("old-20quay-1a2b3c4d.jpg"));
	CHECK_STR(name_of("http://a.org/"), STR("picture-1a2b3c4d.jpg"));
	CHECK_STR(name_of("http://a.org/a/../..%2f"), STR("picture-1a2b3c4d.jpg"));
	CHECK(name_of("http://a.org/äääääääääääääääääääääääääääääääääääääääääääääääääää")
	              .len < 200);
}

TEST(pictures, are_wanted_once_at_each_path)
{
	struct pictures pictures = { 0 };

	pictures_want(&pictures, 1, STR("a/x.jpg"));
	pictures_want(&pictures, 1, STR("b/x.jpg"));
	pictures_want(&pictures, 1, STR("a/x.jpg"));
	CHECK_INT(pictures.count, 2);
	pictures_clear(&pictures);
}
