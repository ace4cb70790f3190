#include "archive/permalink.h"

#include "fixture.h"
#include "t.h"

static struct str problem_of(const char *pattern)
{
	struct str problem;

	return permalink_check(str_of(pattern), &t_arena, &problem) ? STR("none")
	                                                            : problem;
}

static struct str url_of(const char *pattern, const char *section)
{
	struct article article = article_of("content/2014/A day.md", "2014-02-09");

	article.section = str_of(section);
	article.slug = STR("a-day");
	return permalink_make(str_of(pattern), &article, &t_arena);
}

TEST(permalink, patterns_are_checked)
{
	CHECK_STR(problem_of("/{year}/{month}/{slug}.html"), STR("none"));
	CHECK_STR(problem_of("/{id}/"), STR("none"));
	CHECK_STR(problem_of("/.well.known..x/{slug}"), STR("none"));
	CHECK_STR(problem_of("{slug}"), STR("the permalink must begin with '/'"));
	CHECK_STR(problem_of(""), STR("the permalink must begin with '/'"));
	CHECK_STR(problem_of("/{slgu}"), STR("unknown token '{slgu}'"));
	CHECK_STR(problem_of("/{}/{slug}"), STR("unknown token '{}'"));
	CHECK_STR(problem_of("/{year}/"), STR("the permalink needs {slug} or {id}"));
	CHECK_STR(problem_of("/{year}/{slug"), STR("'{slug' is not closed"));
	CHECK_STR(problem_of("/{"), STR("'{' is not closed"));
}

TEST(permalink, patterns_never_lead_out_of_the_output)
{
	CHECK_STR(problem_of("/../{slug}"), STR("the permalink cannot be a file's name"));
	CHECK_STR(problem_of("/{slug}/.."), STR("the permalink cannot be a file's name"));
	CHECK_STR(problem_of("/./{slug}"), STR("the permalink cannot be a file's name"));
	CHECK_STR(problem_of("/{slug}?x"), STR("the permalink cannot be a file's name"));
	CHECK_STR(problem_of("/{slug}#x"), STR("the permalink cannot be a file's name"));
}

TEST(permalink, tokens_are_replaced)
{
	CHECK_STR(url_of("/{year}/{month}/{day}/{slug}.html", ""),
	          STR("/2014/02/09/a-day.html"));
	CHECK_STR(url_of("/{id}/", ""), STR("/content-2014-a-day/"));
	CHECK_STR(url_of("/{section}/{slug}", "News / The Harbour"),
	          STR("/news/the-harbour/a-day"));
	CHECK_STR(url_of("/x-{slug}-{slug}", ""), STR("/x-a-day-a-day"));
}

TEST(permalink, an_absent_section_leaves_no_gap)
{
	CHECK_STR(url_of("/{section}/{slug}", ""), STR("/a-day"));
	CHECK_STR(url_of("/a/{section}/{section}/{slug}/", ""), STR("/a/a-day/"));
	CHECK_STR(url_of("/{section}/{slug}", "/ /!!!/News/"), STR("/news/a-day"));
}

TEST(permalink, a_given_url_wins_and_undated_articles_have_a_place)
{
	struct article article = article_of("content/a.md", NULL);

	CHECK_STR(permalink_make(STR("/{year}/{slug}.html"), &article, &t_arena),
	          STR("/undated/a.html"));
	CHECK_STR(permalink_make(STR("/{year}/{slug}/"), &article, &t_arena),
	          STR("/undated/a/"));
	article.url = STR("/given");
	CHECK_STR(permalink_make(STR("/{slug}/"), &article, &t_arena), STR("/given"));
}

TEST(permalink, urls_name_files_and_files_have_urls)
{
	static const struct {
		const char *url, *path;
	} cases[] = {
		{ "/", "index.html" },
		{ "/a/", "a/index.html" },
		{ "/a.html", "a.html" },
		{ "/a/b", "a/b" },
		{ "/myindex.html", "myindex.html" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		CHECK_STR(url_to_path(&t_arena, str_of(cases[i].url)),
		          str_of(cases[i].path));
		CHECK_STR(path_to_url(&t_arena, str_of(cases[i].path)),
		          str_of(cases[i].url));
	}
}
