#include "import/wxrpictures.h"

#include "t.h"

static void add(struct attachments *list, const char *id, const char *post,
                const char *order, const char *url)
{
	struct str item = arena_printf(&t_arena,
	                               "<item><wp:post_id>%s</wp:post_id>"
	                               "<wp:post_parent>%s</wp:post_parent>"
	                               "<wp:menu_order>%s</wp:menu_order>"
	                               "<wp:attachment_url>%s</wp:attachment_url>"
	                               "<excerpt:encoded>No. %s</excerpt:encoded></item>",
	                               id, post, order, url, id);

	attachments_add(list, item, &t_arena);
}

static struct str src_of(const struct attachments *list, const char *id)
{
	struct picture picture;

	return attachments_find(list, str_of(id), &t_arena, &picture) ? picture.src
	                                                              : STR("none");
}

/* The numbers of the pictures of a post, in their order. */
static struct str gallery_of(const struct attachments *list, const char *post)
{
	struct nth_picture which = { .post = str_of(post) };
	struct picture picture;
	struct buf out = { 0 };
	struct str id, ids;

	for (; attachments_of(list, which, &t_arena, &id, &picture); which.n++) {
		buf_printf(&out, "%.*s ", STR_ARG(id));
		CHECK_STR(src_of(list, arena_cstr(&t_arena, id)), picture.src);
		CHECK_STR(picture.caption,
		          arena_printf(&t_arena, "No. %.*s", STR_ARG(id)));
	}
	ids = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return ids;
}

TEST(wxrpictures, are_found_by_number_and_by_post)
{
	struct attachments list = { 0 };

	add(&list, "30", "7", "2", "https://a.org/up/2014/c.jpg");
	add(&list, "9", "7", "1", "https://a.org/up/2014/b.PNG");
	add(&list, "30", "8", "0", "https://a.org/up/again.jpg");
	add(&list, "10", "7", "1", "https://a.org/up/2014/e.gif?size=1/2");
	add(&list, "11", "7", "-4", "https://a.org/up/2014/speech.pdf");
	add(&list, "12", "7", "-9999999999", "https://b.org/f.webp");
	add(&list, "13", "0", "0", "https://a.org/up/alone.jpg");
	add(&list, "14", "7", "0", "");
	add(&list, "x", "7", "0", "https://a.org/up/x.jpg");
	add(&list, "15", "9", "0", "bare.jpg");
	attachments_sort(&list);
	CHECK_STR(src_of(&list, "30"), STR("https://a.org/up/2014/c.jpg"));
	CHECK_STR(src_of(&list, "13"), STR("https://a.org/up/alone.jpg"));
	CHECK_STR(src_of(&list, "15"), STR("bare.jpg"));
	CHECK_STR(src_of(&list, "14"), STR("none"));
	CHECK_STR(src_of(&list, "16"), STR("none"));
	CHECK_STR(src_of(&list, "x"), STR("none"));
	CHECK_STR(gallery_of(&list, "7"), STR("12 9 10 30 "));
	CHECK_STR(gallery_of(&list, "8"), STR(""));
	CHECK_STR(gallery_of(&list, "9"), STR("15 "));
	CHECK_STR(gallery_of(&list, "0"), STR(""));
	CHECK(attachments_host(&list, STR("www.b.org")));
	CHECK(!attachments_host(&list, STR("c.org")));
	attachments_clear(&list);
}

TEST(wxrpictures, of_an_export_without_any)
{
	struct attachments list = { 0 };

	attachments_sort(&list);
	CHECK_STR(src_of(&list, "1"), STR("none"));
	CHECK_STR(gallery_of(&list, "1"), STR(""));
	attachments_clear(&list);
}

TEST(wxrpictures, are_as_many_as_there_are)
{
	struct attachments list = { 0 };

	for (int i = 5000; i > 0; i--)
		add(&list, arena_printf(&t_arena, "%d", i).ptr, "1", "0",
		    arena_printf(&t_arena, "https://a.org/%d/%d.jpg", i % 10, i).ptr);
	attachments_sort(&list);
	CHECK_INT(list.count, 5000);
	for (int i = 1; i <= 5000; i++)
		CHECK_STR(src_of(&list, arena_printf(&t_arena, "%d", i).ptr),
		          arena_printf(&t_arena, "https://a.org/%d/%d.jpg", i % 10, i));
	attachments_clear(&list);
}
