/*
 * What a page reads is noted, and a fact's hash changes when its value does.
 */
#include "build/loader.h"
#include "render/page.h"
#include "t.h"

#define ARTICLE(title, date, more, body) \
	STR("---\ntitle: " title "\ndate: " date "\n" more "---\n" body "\n")

/* A site in memory, loaded; every step checks that it works. */
struct bench {
	struct files *files;
	struct pool *pool;
	struct loaded loaded;
	struct rendering rendering;
	struct diags diags;
};

static void put(struct bench *bench, struct str path, struct str text)
{
	size_t slash = str_find_last_char(path, '/');

	if (slash != STR_NONE)
		CHECK_INT(files_make_folder(bench->files, str_slice(path, 0, slash)),
		          FILE_OK);
	CHECK_INT(files_replace(bench->files, path, text), FILE_OK);
}

static void open_bench(struct bench *bench)
{
	*bench = (struct bench){ .files = files_open_memory(), .pool = pool_new(2) };
	put(bench, STR("site.yaml"),
	    STR("title: T\nurl: https://example.org/\npaginate: 2\n"));
	put(bench, STR("content/a.md"),
	    ARTICLE("A", "2001-01-01", "tags: [x]\n", "See [b](b.md)."));
	put(bench, STR("content/b.md"),
	    ARTICLE("B", "2002-01-01", "tags: [x, y]\n", "B's body."));
	put(bench, STR("content/c.md"), ARTICLE("C", "2003-01-01", "", "C's body."));
}

static void load(struct bench *bench)
{
	struct load_options options = { 0 };

	load_site(&bench->loaded, bench->files, bench->pool, &options, &bench->diags);
	CHECK_STR(t_messages(&bench->diags), (struct str){ 0 });
}

static void unload(struct bench *bench)
{
	rendering_clear(&bench->rendering); /* its facts are of this archive */
	loaded_clear(&bench->loaded);
}

static void close_bench(struct bench *bench)
{
	rendering_clear(&bench->rendering);
	pool_free(bench->pool);
	files_close(bench->files);
	diags_clear(&bench->diags);
}

static struct str render(struct bench *bench, const char *url)
{
	const struct page *page = archive_page(&bench->loaded.archive, str_of(url));

	if (!CHECK(page != NULL))
		return (struct str){ 0 };
	CHECK(page_render(&bench->loaded.site, page, &bench->rendering, &bench->diags));
	CHECK_STR(t_messages(&bench->diags), (struct str){ 0 });
	return buf_str(&bench->rendering.bytes);
}

/* The i-th fact that the page read. */
static const struct fact *fact_read(const struct bench *bench, size_t i)
{
	return &bench->rendering.facts.items[bench->rendering.trace.ids[i]];
}

/* Names of the facts that were read, in order, but for the theme's templates. */
static struct str facts(struct bench *bench)
{
	struct buf text = { 0 };
	struct str kept;

	for (size_t i = 0; i < bench->rendering.trace.count; i++) {
		fact_format(fact_read(bench, i), &text);
		buf_add_char(&text, '\n');
	}
	kept = buf_keep(&text, &t_arena);
	buf_clear(&text);
	return kept;
}

static struct hash seen(struct bench *bench, const char *name)
{
	for (size_t i = 0; i < bench->rendering.trace.count; i++) {
		struct buf text = { 0 };
		bool found;

		fact_format(fact_read(bench, i), &text);
		found = str_eq(buf_str(&text), str_of(name));
		buf_clear(&text);
		if (found)
			return fact_read(bench, i)->seen;
	}
	CHECK_STR((struct str){ 0 }, str_of(name));
	return (struct hash){ 0 };
}

TEST(render, an_article_page_reads_its_front_matter_body_and_the_links_in_it)
{
	struct bench bench;

	open_bench(&bench);
	put(&bench, STR("templates/article.html"),
	    STR("{{ article.title }}|{{ article.content }}"));
	load(&bench);
	CHECK_STR(render(&bench, "/2001/01/a.html"),
	          STR("A|<p>See <a href=\"/2002/01/b.html\">b</a>.</p>\n"));
	CHECK_STR(facts(&bench), STR("site\n"
	                             "article:content/a.md\n"
	                             "template:article.html\n"
	                             "body:content/a.md\n"
	                             "route:content/b.md\n"));
	unload(&bench);
	close_bench(&bench);
}

TEST(render, what_is_not_read_is_not_noted)
{
	struct bench bench;

	open_bench(&bench);
	put(&bench, STR("templates/article.html"), STR("{{ article.title }}"));
	load(&bench);
	CHECK_STR(render(&bench, "/2001/01/a.html"), STR("A"));
	CHECK_STR(facts(&bench),
	          STR("site\narticle:content/a.md\ntemplate:article.html\n"));
	unload(&bench);
	close_bench(&bench);
}

TEST(render, a_listing_reads_which_articles_it_holds_and_their_cards)
{
	struct bench bench;

	open_bench(&bench);
	put(&bench, STR("templates/term.html"),
	    STR("{% for card in listing.items %}{{ card.title }} {% endfor %}"));
	load(&bench);
	CHECK_STR(render(&bench, "/tags/x/"), STR("B A "));
	CHECK_STR(facts(&bench), STR("site\n"
	                             "template:term.html\n"
	                             "listing:tags/x/\n"
	                             "card:content/b.md\n"
	                             "card:content/a.md\n"));
	unload(&bench);
	close_bench(&bench);
}

TEST(render, functions_and_data_and_missing_things_are_noted)
{
	struct bench bench;

	open_bench(&bench);
	put(&bench, STR("data/staff.yaml"), STR("editor: Ada\n"));
	put(&bench, STR("templates/assets/x.css"), STR("p{}"));
	put(&bench, STR("templates/404.html"),
	    STR("{{ data.staff.editor }}{{ data.none }}{{ 'x.css' | asset }}"
	        "{% include 'gone.html' ignore missing %}"
	        "{% for a in articles(1, tag='y') %}{{ a.url }}{% endfor %}"
	        "{% for t in terms('tags') %}{{ t.label }}{{ t.count }}{% endfor %}"
	        "{{ url_for('content/c.md') }}{{ article_at('nothing') }}"));
	load(&bench);
	render(&bench, "/404.html");
	CHECK_STR(facts(&bench), STR("site\n"
	                             "template:404.html\n"
	                             "data:staff\n"
	                             "data:none\n"
	                             "asset:x.css\n"
	                             "template:gone.html\n"
	                             "listing:tags/y?newest=1\n"
	                             "card:content/b.md\n"
	                             "terms:tags?most\n"
	                             "term:tags/x\n"
	                             "count:tags/x\n"
	                             "term:tags/y\n"
	                             "count:tags/y\n"
	                             "reference:content/c.md\n"
	                             "reference:nothing\n"));
	unload(&bench);
	close_bench(&bench);
}

/* Render a page, change a file, load and render again: does the fact's hash change? */
static bool changes(const char *url, const char *template, const char *text,
                    const char *path, struct str changed, const char *fact)
{
	struct bench bench;
	struct hash before, after;

	open_bench(&bench);
	put(&bench, str_of(template), str_of(text));
	load(&bench);
	render(&bench, url);
	before = seen(&bench, fact);
	unload(&bench);
	put(&bench, str_of(path), changed);
	load(&bench);
	render(&bench, url);
	after = seen(&bench, fact);
	unload(&bench);
	close_bench(&bench);
	return !hash_eq(before, after);
}

#define LIST "{% for c in listing.items %}{{ c.title }}{% endfor %}"

TEST(render, a_title_changes_the_card_but_not_the_listing)
{
	struct str edited = ARTICLE("A2", "2001-01-01", "tags: [x]\n", "See [b](b.md).");

	CHECK(changes("/tags/x/", "templates/term.html", LIST, "content/a.md", edited,
	              "card:content/a.md"));
	CHECK(!changes("/tags/x/", "templates/term.html", LIST, "content/a.md", edited,
	               "listing:tags/x/"));
}

TEST(render, a_body_changes_no_card)
{
	struct str edited = ARTICLE("A", "2001-01-01", "tags: [x]\n", "Another body.");

	CHECK(!changes("/tags/x/", "templates/term.html", LIST, "content/a.md", edited,
	               "card:content/a.md"));
	CHECK(changes("/2001/01/a.html", "templates/article.html",
	              "{{ article.content }}", "content/a.md", edited,
	              "body:content/a.md"));
	CHECK(!changes("/2001/01/a.html", "templates/article.html",
	               "{{ article.content }}", "content/a.md", edited,
	               "article:content/a.md"));
}

TEST(render, a_new_article_changes_the_listing_it_is_in_and_its_neighbours)
{
	struct str added = ARTICLE("N", "2001-06-01", "tags: [x]\n", "New.");

	CHECK(changes("/tags/x/", "templates/term.html", LIST, "content/n.md", added,
	              "listing:tags/x/"));
	CHECK(changes("/2001/01/a.html", "templates/article.html",
	              "{{ article.later.title }}", "content/n.md", added,
	              "neighbours:content/a.md"));
	CHECK(!changes("/2003/01/c.html", "templates/article.html",
	               "{{ article.earlier.title }}", "content/n.md", added,
	               "neighbours:content/c.md"));
}

TEST(render, years_and_related_terms_are_of_the_articles_of_a_term_alone)
{
	struct str of_x = ARTICLE("N", "2001-06-01", "tags: [x, y, z]\n", "New.");
	struct str of_z = ARTICLE("N", "2001-06-01", "tags: [y, z]\n", "New.");
	static const char years[] = "{% for y in term.years %}{{ y.year }}{% endfor %}";
	static const char related[] =
		"{% for t in term.related %}{{ t.url }}{% endfor %}";

	CHECK(changes("/tags/x/", "templates/term.html", years, "content/n.md", of_x,
	              "years:tags/x"));
	CHECK(!changes("/tags/x/", "templates/term.html", years, "content/n.md", of_z,
	               "years:tags/x"));
	CHECK(changes("/tags/x/", "templates/term.html", related, "content/n.md", of_x,
	              "related-terms:tags/x"));
	CHECK(!changes("/tags/x/", "templates/term.html", related, "content/n.md", of_z,
	               "related-terms:tags/x"));
}

TEST(render, a_letter_changes_with_its_own_terms)
{
	static const char letters[] =
		"{% for l in taxonomy.letters %}{{ l.label }}"
		"{% for t in l.terms %}{{ t.label }}{% endfor %}{% endfor %}";
	struct str new_term = ARTICLE("N", "2001-06-01", "tags: [xy]\n", "New.");
	struct str new_letter = ARTICLE("N", "2001-06-01", "tags: [a]\n", "New.");

	CHECK(changes("/tags/", "templates/taxonomy.html", letters, "content/n.md",
	              new_term, "letters:tags/x"));
	CHECK(!changes("/tags/", "templates/taxonomy.html", letters, "content/n.md",
	               new_term, "letters:tags/y"));
	CHECK(!changes("/tags/", "templates/taxonomy.html", letters, "content/n.md",
	               new_term, "letters:tags"));
	CHECK(changes("/tags/", "templates/taxonomy.html", letters, "content/n.md",
	              new_letter, "letters:tags"));
}

TEST(render, a_moved_target_changes_the_route)
{
	CHECK(changes("/2001/01/a.html", "templates/article.html",
	              "{{ article.content }}", "content/b.md",
	              ARTICLE("B", "2009-01-01", "tags: [x, y]\n", "B's body."),
	              "route:content/b.md"));
}

TEST(render, a_broken_link_is_a_warning_at_its_place)
{
	struct bench bench;
	const struct page *page;

	open_bench(&bench);
	put(&bench, STR("content/d.md"),
	    ARTICLE("D", "2004-01-01", "", "One.\n\nSee [it](gone.md)."));
	load(&bench);
	page = archive_page(&bench.loaded.archive, STR("/2004/01/d.html"));
	CHECK(page_render(&bench.loaded.site, page, &bench.rendering, &bench.diags));
	CHECK_STR(t_messages(&bench.diags),
	          STR("content/d.md:7:10: warning: the link 'gone.md' leads nowhere\n"
	              "  See [it](gone.md).\n"
	              "           ^~~~~~~\n"));
	unload(&bench);
	close_bench(&bench);
}

TEST(render, pictures_are_published_with_the_page_and_measured)
{
	struct bench bench;

	open_bench(&bench);
	put(&bench, STR("templates/article.html"), STR("{{ article.content }}"));
	put(&bench, STR("content/d.md"), ARTICLE("D", "2004-01-01", "", "![a](p.svg)"));
	put(&bench, STR("content/p.svg"), STR("<svg width=\"30\" height=\"20\"/>"));
	load(&bench);
	CHECK_STR(
		render(&bench, "/2004/01/d.html"),
		STR("<p><img src=\"/2004/01/p.svg\" alt=\"a\" width=\"30\" height=\"20\" "
	            "loading=\"lazy\" decoding=\"async\" /></p>\n"));
	CHECK_INT(bench.rendering.resource_count, 1);
	CHECK_STR(bench.rendering.resources[0].source, STR("content/p.svg"));
	CHECK_STR(bench.rendering.resources[0].url, STR("/2004/01/p.svg"));
	unload(&bench);
	close_bench(&bench);
}

TEST(render, everything_of_an_article_keeps_its_type)
{
	struct bench bench;

	open_bench(&bench);
	put(&bench, STR("templates/article.html"),
	    STR("{{ article.params.n + 1 }} {{ article.params.f is float }} "
	        "{{ article.params.b is true }} {{ article.params.d }}"));
	put(&bench, STR("content/d.md"),
	    ARTICLE("D", "2004-01-01", "n: 41\nf: 1.5\nb: true\nd: {z: 1, a: [2]}\n",
	            ""));
	load(&bench);
	CHECK_STR(render(&bench, "/2004/01/d.html"),
	          STR("42 True True {&#39;z&#39;: 1, &#39;a&#39;: [2]}"));
	unload(&bench);
	close_bench(&bench);
}
