#include "import/migration.h"

#include "base/files.h"
#include "base/path.h"
#include "content/article.h"
#include "content/scan.h"
#include "t.h"

/* Whole sites, in memory. */

struct desk {
	struct files *inputs, *site;
	struct buf report;
	struct diags diags;
	struct migration_counts counts;
	struct migration options;
};

static void add_report(void *context, struct str rows)
{
	buf_add(&((struct desk *)context)->report, rows);
}

static struct desk desk_open(enum generator generator)
{
	static const struct str input = STR_INIT("old");
	struct desk desk = { .inputs = files_open_memory(), .site = files_open_memory() };

	desk.options = (struct migration){ .generator = generator,
		                           .inputs = desk.inputs,
		                           .paths = &input,
		                           .path_count = 1,
		                           .site = desk.site,
		                           .into = STR("content"),
		                           .report = add_report };
	return desk;
}

static void desk_close(struct desk *desk)
{
	files_close(desk->inputs);
	files_close(desk->site);
	buf_clear(&desk->report);
	diags_clear(&desk->diags);
}

static void put(struct files *files, const char *path, const char *text)
{
	CHECK_INT(files_make_folder(files, path_dir(str_of(path))), FILE_OK);
	CHECK_INT(files_replace(files, str_of(path), str_of(text)), FILE_OK);
}

static bool run(struct desk *desk)
{
	desk->options.context = desk;
	buf_reset(&desk->report);
	return migration_run(&desk->options, &t_arena, &desk->counts, &desk->diags);
}

static struct str get(struct desk *desk, const char *path)
{
	struct str text = STR("missing");

	if (files_read(desk->site, str_of(path), 1 << 24, &t_arena, &text, NULL) !=
	    FILE_OK)
		return STR("missing");
	return text;
}

static bool has(struct desk *desk, const char *path, const char *text)
{
	return str_contains(get(desk, path), str_of(text));
}

TEST(migration, keeps_a_picture_that_was_changed)
{
	struct desk desk = desk_open(GENERATOR_HUGO);

	put(desk.inputs, "old/content/posts/a.md",
	    "---\ntitle: A\ndate: 1974-06-02\n---\n![x](/x.png)\n");
	put(desk.inputs, "old/static/x.png", "new");
	put(desk.site, "static/x.png", "other");
	CHECK(run(&desk));
	CHECK_STR(get(&desk, "static/x.png"), STR("other"));
	CHECK_STR(get(&desk, "static/x.png.new"), STR("new"));
	CHECK_INT(desk.counts.beside, 1);
	CHECK_STR(t_messages(&desk.diags),
	          STR("static/x.png: warning: is there already, and stays as it is\n"
	              "  hint: the imported one is in 'static/x.png.new'\n"));
	desk_close(&desk);
}

TEST(migration, never_reads_above_the_input)
{
	struct desk desk = desk_open(GENERATOR_JEKYLL);

	put(desk.inputs, "secret.png", "secret");
	put(desk.inputs, "old/_posts/1974-06-02-a.md",
	    "---\ntitle: A\nimage: ../../secret.png\n---\n"
	    "![x](../../secret.png) ![x](/../secret.png) ![x](/%2e%2e/secret.png)\n"
	    "{% include figure.html src=\"/../secret.png\" %}\n");
	CHECK(run(&desk));
	CHECK_INT(desk.counts.files, 0);
	CHECK_INT(desk.counts.written, 1);
	desk_close(&desk);
}

TEST(migration, goes_on_behind_a_page_that_is_wrong)
{
	struct desk desk = desk_open(GENERATOR_HUGO);

	put(desk.inputs, "old/content/posts/a.md", "---\ntitle: [A\n---\n");
	put(desk.inputs, "old/content/posts/b.md", "---\ntitle: B\ndate: soon\n---\n");
	put(desk.inputs, "old/content/posts/c.md",
	    "---\ntitle: C\ndate: 1974-06-02\n---\n");
	CHECK(!run(&desk));
	CHECK_INT(desk.counts.failed, 1);
	CHECK_INT(desk.counts.written, 2);
	CHECK(has(&desk, "content/b.md", "date: unknown"));
	CHECK(str_contains(buf_str(&desk.report),
	                   STR("old/content/posts/b.md\t\t\tdate\tcould not be read\t1.00"
	                       "\tsoon\n")));
	CHECK(str_contains(buf_str(&desk.report),
	                   STR("old/content/posts/a.md\t\t\tfailed\t")));
	CHECK(str_contains(buf_str(&desk.report),
	                   STR("old/content/posts/b.md\t\t\tarticle\twritten\t1.00"
	                       "\tcontent/b.md\n")));
	desk_close(&desk);
}

TEST(migration, says_that_an_input_is_no_folder)
{
	struct desk desk = desk_open(GENERATOR_HUGO);

	CHECK(!run(&desk));
	CHECK_STR(t_messages(&desk.diags), STR("old: error: no such file or folder\n"));
	put(desk.inputs, "old", "x");
	CHECK(!run(&desk));
	CHECK_STR(t_messages(&desk.diags), STR("old: error: is no folder\n"
	                                       "  hint: name the folder of the site\n"));
	desk_close(&desk);
}

TEST(migration, takes_static_pages_along)
{
	struct desk desk = desk_open(GENERATOR_HUGO);

	put(desk.inputs, "old/content/posts/a.md",
	    "---\ntitle: A\ndate: 1974-06-02\n---\n[x](/docs/x.html#y) [y](/y.md)\n");
	put(desk.inputs, "old/static/docs/x.html", "<p>x</p>");
	put(desk.inputs, "old/static/y.md", "y");
	CHECK(run(&desk));
	CHECK_STR(get(&desk, "static/docs/x.html"), STR("<p>x</p>"));
	CHECK_STR(get(&desk, "static/y.md"), STR("missing"));
	CHECK(has(&desk, "content/1974/06/a.md", "[x](/docs/x.html#y)"));
	desk_close(&desk);
}

TEST(migration, never_writes_among_what_it_reads)
{
	struct desk desk = desk_open(GENERATOR_HUGO);

	put(desk.inputs, "old/content/posts/a.md",
	    "---\ntitle: A\ndate: 1974-06-02\n---\n");
	desk.options.into = STR("old/content");
	CHECK(!run(&desk));
	CHECK_INT(desk.counts.written, 0);
	CHECK_STR(t_messages(&desk.diags),
	          STR("old/content: error: is where the articles would be written\n"
	              "  hint: import into another site: broadsheet -C SITE import ..., "
	              "or name another folder by --into\n"));
	desk_close(&desk);
}

TEST(migration, names_the_source_if_it_is_told_where_the_site_was)
{
	struct desk desk = desk_open(GENERATOR_HUGO);

	put(desk.inputs, "old/content/posts/a.md",
	    "---\ntitle: A\ndate: 1974-06-02\nslug: x\n---\n[about](/about/)\n");
	desk.options.url = STR("https://paper.example.org/sub/");
	CHECK(run(&desk));
	CHECK(has(&desk, "content/1974/06/x.md",
	          "source: https://paper.example.org/sub/posts/x/\n"));
	CHECK(has(&desk, "content/1974/06/x.md", "](https://paper.example.org/about/)"));
	CHECK(has(&desk, "content/1974/06/x.md", "aliases:\n  - /posts/x/\n"));
	desk_close(&desk);
}

TEST(migration, numbers_what_collides_in_the_order_of_paths)
{
	struct desk desk = desk_open(GENERATOR_HUGO);

	put(desk.inputs, "old/content/b/x.md", "---\ntitle: B\ndate: 1974-06-03\n---\n");
	put(desk.inputs, "old/content/a/x.md",
	    "---\ntitle: A\ndate: 1974-06-02\n---\n[b](../b/x.md)\n");
	CHECK(run(&desk));
	CHECK(has(&desk, "content/1974/06/x.md", "title: A"));
	CHECK(has(&desk, "content/1974/06/x.md", "[b](x-2.md)"));
	CHECK(has(&desk, "content/1974/06/x-2.md", "title: B"));
	CHECK(run(&desk));
	CHECK_INT(desk.counts.unchanged, 2);
	desk_close(&desk);
}

TEST(migration, lets_a_cascade_yield_to_what_is_nearer)
{
	struct desk desk = desk_open(GENERATOR_HUGO);

	put(desk.inputs, "old/config.yaml",
	    "cascade:\n  - kicker: Site\n    source: none\n");
	put(desk.inputs, "old/content/posts/_index.md",
	    "---\ncascade:\n  - kicker: Section\n    target: { path: '/posts/a*' }\n"
	    "  - kicker: Home\n    target: { kind: home }\n---\n");
	put(desk.inputs, "old/content/posts/a.md",
	    "---\ntitle: A\ndate: 1974-06-02\n---\n");
	put(desk.inputs, "old/content/posts/b.md",
	    "---\ntitle: B\ndate: 1974-06-02\n---\n");
	put(desk.inputs, "old/content/posts/ac.md",
	    "---\ntitle: C\ndate: 1974-06-02\nkicker: Own\n---\n");
	CHECK(run(&desk));
	CHECK(has(&desk, "content/1974/06/a.md", "kicker: Section\n"));
	CHECK(has(&desk, "content/1974/06/b.md", "kicker: Site\n"));
	CHECK(has(&desk, "content/1974/06/ac.md", "kicker: Own\n"));
	desk_close(&desk);
}

/* Tags of Hugo's that are in the texts of a folder, but for those that close one. */
static size_t count_tags(struct files *files, struct str folder)
{
	struct scan scan;
	size_t count = 0;

	CHECK(scan_articles(files, folder, &t_arena, &scan, &(struct diags){ 0 }));
	for (size_t i = 0; i < scan.count; i++) {
		struct arena arena = { 0 };
		struct str text;

		CHECK_INT(files_read(files, scan.paths[i], SIZE_MAX, &arena, &text, NULL),
		          FILE_OK);
		while (text.len) {
			size_t at = str_find(text, STR("{{<"));

			text = str_from(text, at == STR_NONE ? text.len : at + 3);
			count += at != STR_NONE &&
			         !str_has_prefix(str_trim_start(text), STR("/"));
		}
		arena_clear(&arena);
	}
	return count;
}

/* Every file that was written is an article without errors. */
static size_t count_articles(struct files *files)
{
	struct article_options options = { .root = STR("content") };
	struct diags diags = { 0 };
	struct scan scan;
	size_t count = 0;

	CHECK(scan_articles(files, STR("content"), &t_arena, &scan, &diags));
	for (size_t i = 0; i < scan.count; i++) {
		struct arena arena = { 0 };
		struct source source = { .path = scan.paths[i] };
		struct article article;

		CHECK_INT(files_read(files, source.path, SIZE_MAX, &arena, &source.text,
		                     NULL),
		          FILE_OK);
		count += article_read(&source, &options, &arena, &article, &diags);
		arena_clear(&arena);
	}
	CHECK_INT(diags.errors, 0);
	diags_clear(&diags);
	return count;
}

#define FIGURE(p)                                                               \
	"<figure>\n" p "<img src=\"/x.png\" alt=\"\">\n" p "<figcaption>\n\n" p \
	"By [Ann](/a/) here Lee\n\n" p "</figcaption>\n" p "</figure>"
#define QUOTED                                                                         \
	"<figure>\n>     <img src=\"/x.png\" alt=\"\">\n>     <figcaption>\n>\n>     " \
	"By [Ann](/a/) here Lee\n>\n>     </figcaption>\n>     </figure>"

TEST(migration, keeps_lists_and_quotes_around_a_shortcode)
{
	struct desk desk = desk_open(GENERATOR_HUGO);
	struct str text;

	put(desk.inputs, "old/content/posts/a.md",
	    "---\ntitle: A\ndate: 1974-06-02\n---\n"
	    "- one\n"
	    "  {{< figure src=\"/x.png\" caption=\"By [Ann](/a/) here\" attr=\"Lee\" >}}\n"
	    "- {{< figure src=\"/x.png\" caption=\"By [Ann](/a/) here\" attr=\"Lee\" >}}\n"
	    "- three\n"
	    "\n"
	    "> 10. {{< figure src=\"/x.png\" caption=\"By [Ann](/a/) here\" attr=\"Lee\" >}}\n"
	    ">     said\n"
	    "\n"
	    "- code\n"
	    "  {{< highlight go >}}\n"
	    "  x\n"
	    "    y\n"
	    "  {{< /highlight >}}\n"
	    "  - deep {{< figure src=\"/x.png\" caption=\"By [Ann](/a/) here\" attr=\"Lee\" >}}\n");
	put(desk.inputs, "old/static/x.png", "x");
	CHECK(run(&desk));
	text = get(&desk, "content/1974/06/a.md");
	CHECK_STR(str_from(text, str_find(text, STR("- one"))),
	          STR("- one\n  \n  " FIGURE(
			  "  ") "\n\n"
	                        "- " FIGURE(
					"  ") "\n- three\n\n"
	                                      "> 10. " QUOTED "\n>\n>     said\n\n"
	                                      "- code\n  \n  ```go\n  x\n    y\n  ```\n\n"
	                                      "  - deep " FIGURE("    ") "\n"));
	desk_close(&desk);
}

TEST(migration, loses_nothing_of_a_real_site)
{
	static const struct str input = STR_INIT("../shared/corpora/digitalgov-news");
	struct files *disk = files_open_disk(STR("."));
	struct desk desk = desk_open(GENERATOR_HUGO);
	struct file_info info;

	desk.options.inputs = disk;
	desk.options.paths = &input;
	if (files_stat(disk, input, &info) != FILE_OK) {
		t_skip("no real site");
	} else {
		CHECK(run(&desk));
		CHECK_INT(desk.counts.failed, 0);
		CHECK_INT(desk.counts.written + desk.counts.left_out, desk.counts.inputs);
		CHECK_INT(count_articles(desk.site), desk.counts.written);
		CHECK_INT(count_tags(desk.site, STR("content")), desk.counts.left);
	}
	desk_close(&desk);
	files_close(disk);
}
