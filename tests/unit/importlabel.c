#include "import/label.h"

#include "base/attr.h"
#include "import/wordlist.h"
#include "t.h"

TEST(importlabel, finds_the_headline_behind_a_pointer)
{
	CHECK_STR(label_headline(&t_arena, STR("Read more: Harbour wall falls")),
	          STR("Harbour wall falls"));
	CHECK_STR(label_headline(&t_arena, STR("À lire aussi : Le mur du port")),
	          STR("Le mur du port"));
	CHECK_STR(label_headline(&t_arena, STR("The mayor: what now for the wall")),
	          STR(""));
}

static bool is_comments(const char *text)
{
	return label_is_comments(words_of(&t_arena, str_of(text)));
}

TEST(importlabel, headings_of_comments_may_count_them)
{
	CHECK(is_comments("Comments"));
	CHECK(is_comments("12 Comments"));
	CHECK(is_comments("Kommentare (3)"));
	CHECK(is_comments("Leave a reply"));
	CHECK(!is_comments("Comments of the mayor"));
	CHECK(!is_comments("12 men"));
}

static bool is_heading(const char *text)
{
	return label_is_heading(str_of(text), words_of(&t_arena, str_of(text)));
}

TEST(importlabel, knows_the_headings_of_other_articles_in_many_languages)
{
	static const char *const headings[] = {
		"Você pode gostar...",
		"Últimas notícias",
		"También te puede interesar",
		"Vous aimerez aussi",
		"Ähnliche Beiträge",
		"Zobacz także",
		"Похожие статьи",
		"Çok okunanlar",
		"Baca juga",
		"Tin liên quan",
		"Läs också",
		"Διαβάστε επίσης",
		"أخبار ذات صلة",
		"相关推荐",
		"関連ニュース",
		"관련기사",
	};

	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		if (!CHECK(is_heading(headings[i])))
			CHECK_STR(str_of(headings[i]), STR(""));
	CHECK(!is_heading("Related to nobody in the town, he said..."));
	CHECK(!is_heading("Recommended."));
}

static struct str headline_in(const char *text)
{
	return label_headline(&t_arena, str_of(text));
}

TEST(importlabel, a_line_may_point_to_an_article_in_many_languages)
{
	CHECK_STR(headline_in("Baca juga: Kapal kembali ke pelabuhan"),
	          STR("Kapal kembali ke pelabuhan"));
	CHECK_STR(headline_in("Читайте также: Паром вернулся в порт"),
	          STR("Паром вернулся в порт"));
	CHECK_STR(headline_in("延伸阅读：渡轮 返回 港口"), STR("渡轮 返回 港口"));
	CHECK_STR(headline_in("Captain Lee: The ferry is back"), STR(""));
}
