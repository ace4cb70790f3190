/* What the links and pictures of an article lead to. */
#include "fixture.h"
#include "render/view.h"
#include "t.h"

#define COUNT 4

struct example {
	struct config config;
	struct record *records[COUNT];
	struct archive archive;
	struct site site;
	struct rendering rendering;
	struct diags diags;
	struct source source;
	struct view view;
};

static void write_file(struct files *files, const char *folder, const char *path,
                       struct str text)
{
	CHECK_INT(files_make_folder(files, str_of(folder)), FILE_OK);
	CHECK_INT(files_create(files, str_of(path), text), FILE_OK);
}

/* Articles a and b in 2014, c in 2015, d in a folder of its own; the view is of a. */
static void make_example(struct example *example, const char *yaml)
{
	static const char *const paths[COUNT] = { "content/2014/a.md",
		                                  "content/2014/b.md",
		                                  "content/2015/c.md",
		                                  "content/2015/d/index.md" };
	struct str gif = STR("GIF89a\x40\x01\xc8\0\xf0");
	struct files *files = files_open_memory();

	*example = (struct example){ .config = config_of(yaml) };
	for (size_t i = 0; i < COUNT; i++) {
		struct article article = article_of(paths[i], "2014-02-10");

		article.slug = i == 3 ? STR("d") : article.slug;
		example->records[i] = record_of(&example->config, &article);
	}
	CHECK(archive_build(&example->archive, &example->config, example->records, COUNT,
	                    &t_arena, &example->diags));
	CHECK(archive_list_pages(&example->archive, NULL, 0, &example->diags));
	write_file(files, "content/2014/pictures", "content/2014/pictures/x y.gif", gif);
	write_file(files, "content/shared", "content/shared/map.gif", gif);
	write_file(files, "content/2014", "content/2014/report.pdf", STR("%PDF"));
	write_file(files, "content/2014", "content/2014/broken.gif", STR("no picture"));
	write_file(files, "", "secret.txt", STR("not below content/"));
	example->site = (struct site){ .config = &example->config,
		                       .archive = &example->archive,
		                       .files = files };
	example->source =
		(struct source){ STR("content/2014/a.md"), STR("[text](url)\n") };
	example->view = (struct view){ .site = &example->site,
		                       .rendering = &example->rendering,
		                       .arena = &t_arena,
		                       .diags = &example->diags,
		                       .record = example->records[0] };
}

static void free_example(struct example *example)
{
	CHECK_STR(t_messages(&example->diags), STR(""));
	files_close(example->site.files);
	archive_clear(&example->archive);
	rendering_clear(&example->rendering);
}

static struct link_target target_of(struct example *example, enum link_kind kind,
                                    const char *url)
{
	struct link link = { kind, str_of(url), { &example->source, 0, 4 } };
	struct link_target target;

	if (!view_resolve(&example->view, &link, &target))
		target.url = STR("as it was");
	return target;
}

static struct str link_to(struct example *example, const char *url)
{
	return target_of(example, LINK_PAGE, url).url;
}

/* Does the page read this fact? With what value tells seen. */
static bool has_read(const struct example *example, enum fact_kind kind, const char *key,
                     struct hash *seen)
{
	const struct facts *facts = &example->rendering.facts;
	uint32_t number = facts_find(facts, kind, str_of(key));

	if (number == FACT_NONE)
		return false;
	*seen = facts->items[number].seen;
	return true;
}

TEST(links, what_leads_elsewhere_stays_as_it_is)
{
	static const char *const urls[] = { "https://example.com/x",
		                            "mailto:a@example.org",
		                            "//example.com/",
		                            "#note",
		                            "?q=1",
		                            "tel:+44-1" };
	struct example example;

	make_example(&example, "");
	for (size_t i = 0; i < ARRAY_LEN(urls); i++)
		CHECK_STR(link_to(&example, urls[i]), STR("as it was"));
	CHECK_INT(example.rendering.trace.count, 0);
	free_example(&example);
}

TEST(links, a_source_becomes_the_url_of_its_article)
{
	struct example example;
	struct hash seen;

	make_example(&example, "url: https://example.org/base/");
	CHECK_STR(link_to(&example, "b.md"), STR("/base/2014/02/b.html"));
	CHECK_STR(link_to(&example, "./b.md#part"), STR("/base/2014/02/b.html#part"));
	CHECK_STR(link_to(&example, "../2015/c.md?x#y"), STR("/base/2014/02/c.html?x#y"));
	CHECK_STR(link_to(&example, "../2015/d/index.md"), STR("/base/2014/02/d.html"));
	CHECK(has_read(&example, FACT_ROUTE, "content/2014/b.md", &seen));
	CHECK(hash_eq(seen, hash_bytes(STR("/2014/02/b.html"))));
	free_example(&example);
}

TEST(links, a_path_from_the_root_is_that_of_a_page)
{
	struct example example;
	struct hash seen;

	make_example(&example, "url: https://example.org/base/");
	CHECK_STR(link_to(&example, "/2014/02/b.html#x"), STR("/base/2014/02/b.html#x"));
	CHECK_STR(link_to(&example, "/tags/"), STR("/base/tags/"));
	CHECK_STR(link_to(&example, "/"), STR("/base/"));
	CHECK_STR(link_to(&example, "/files/some%20report.pdf"),
	          STR("/base/files/some%20report.pdf"));
	CHECK(has_read(&example, FACT_PAGE, "/2014/02/b.html", &seen));
	free_example(&example);
}

TEST(links, a_path_beside_the_page_is_found_too)
{
	struct example example;

	make_example(&example, "");
	CHECK_STR(link_to(&example, "b.html"), STR("/2014/02/b.html"));
	CHECK_STR(link_to(&example, "../../tags/#x"), STR("/tags/#x"));
	free_example(&example);
}

TEST(links, a_file_is_published_with_the_page)
{
	struct example example;
	struct hash seen;

	make_example(&example, "");
	CHECK_STR(link_to(&example, "report.pdf#page=2"),
	          STR("/2014/02/report.pdf#page=2"));
	CHECK_STR(link_to(&example, "../shared/map.gif"), STR("/shared/map.gif"));
	CHECK_STR(link_to(&example, "report.pdf"), STR("/2014/02/report.pdf"));
	CHECK_INT(example.rendering.resource_count, 2);
	CHECK_STR(example.rendering.resources[0].source, STR("content/2014/report.pdf"));
	CHECK_STR(example.rendering.resources[0].url, STR("/2014/02/report.pdf"));
	CHECK_STR(example.rendering.resources[1].url, STR("/shared/map.gif"));
	CHECK(has_read(&example, FACT_PRESENCE, "content/2014/report.pdf", &seen));
	free_example(&example);
}

TEST(links, a_picture_has_a_size_and_is_published)
{
	struct example example;
	struct link_target target;
	struct hash first, second;

	make_example(&example, "");
	target = target_of(&example, LINK_PICTURE, "pictures/x%20y.gif");
	CHECK_STR(target.url, STR("/2014/02/pictures/x%20y.gif"));
	CHECK_INT(target.width, 320);
	CHECK_INT(target.height, 200);
	CHECK_STR(example.rendering.resources[0].source,
	          STR("content/2014/pictures/x y.gif"));
	CHECK_STR(example.rendering.resources[0].url, STR("/2014/02/pictures/x y.gif"));
	target = target_of(&example, LINK_PICTURE, "broken.gif");
	CHECK_STR(target.url, STR("/2014/02/broken.gif"));
	CHECK_INT(target.width, 0);
	CHECK(has_read(&example, FACT_PICTURE, "content/2014/pictures/x y.gif", &first));
	CHECK(has_read(&example, FACT_PICTURE, "content/2014/broken.gif", &second));
	CHECK(!hash_eq(first, second));
	free_example(&example);
}

TEST(links, the_picture_of_another_article_is_not_published_here)
{
	struct example example;
	struct link_target target;

	make_example(&example, "");
	CHECK(view_picture(&example.view, example.records[2], STR("../2014/broken.gif"),
	                   &target));
	CHECK_STR(target.url, STR("/2014/broken.gif"));
	CHECK_INT(example.rendering.resource_count, 0);
	CHECK(view_picture(&example.view, example.records[0], STR("https://a.org/x.gif"),
	                   &target));
	CHECK_STR(target.url, STR("https://a.org/x.gif"));
	CHECK(!view_picture(&example.view, example.records[0], STR("none.gif"), &target));
	free_example(&example);
}

TEST(links, what_leads_nowhere_is_a_warning_at_its_place)
{
	struct example example;
	struct hash seen;

	make_example(&example, "");
	CHECK_STR(link_to(&example, "none.md"), STR("as it was"));
	CHECK_STR(t_messages(&example.diags),
	          STR("content/2014/a.md:1:1: warning: the link 'none.md' leads nowhere\n"
	              "  [text](url)\n"
	              "  ^~~~\n"));
	target_of(&example, LINK_PICTURE, "none.gif");
	CHECK_STR(
		t_messages(&example.diags),
		STR("content/2014/a.md:1:1: warning: the picture 'none.gif' leads nowhere\n"
	            "  [text](url)\n"
	            "  ^~~~\n"));
	/* The page must be made again when what it looked for appears. */
	CHECK(has_read(&example, FACT_ROUTE, "content/2014/none.md", &seen));
	CHECK(hash_eq(seen, (struct hash){ 0 }));
	CHECK(has_read(&example, FACT_PICTURE, "content/2014/none.gif", &seen));
	CHECK(hash_eq(seen, (struct hash){ 0 }));
	free_example(&example);
}

TEST(links, from_the_root_they_stay_within_the_site)
{
	struct example example;

	make_example(&example, "");
	CHECK_STR(link_to(&example, "/none.html"), STR("/none.html"));
	CHECK_STR(link_to(&example, "/none"), STR("/none"));
	CHECK_INT(example.diags.warnings, 2);
	diags_clear(&example.diags);
	/* Hosts lead from a folder's name to the folder. */
	CHECK_STR(link_to(&example, "/2014"), STR("/2014/"));
	CHECK_STR(link_to(&example, ".."), STR("/2014/"));
	CHECK_STR(t_messages(&example.diags), STR(""));
	free_example(&example);
}

TEST(links, no_link_leads_out_of_the_content)
{
	static const char *const urls[] = { "../../secret.txt", "../../../etc/passwd",
		                            "%2e%2e/%2e%2e/secret.txt", "report.pdf/x" };
	struct example example;

	make_example(&example, "");
	for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
		CHECK_STR(link_to(&example, urls[i]), STR("as it was"));
		CHECK_INT(example.diags.warnings, 1);
		diags_clear(&example.diags);
	}
	CHECK_STR(target_of(&example, LINK_PICTURE, "../../secret.txt").url,
	          STR("as it was"));
	CHECK_INT(example.diags.warnings, 1);
	diags_clear(&example.diags);
	CHECK_INT(example.rendering.resource_count, 0);
	free_example(&example);
}
