#include "import/refrain.h"

#include "import/extract.h"
#include "import/tomarkdown.h"
#include "t.h"

#define OWN                                                                            \
	" is told here at such a length that nobody would take it for a menu, and it " \
	"ends as sentences do."
#define BACKGROUND                                                                         \
	"The ferry has been out of service since a storm in January, when the breakwater " \
	"gave way and two boats were lost with everything in them."
#define OFFER                                                                            \
	"Subscribe to our newsletter and get all the news of the harbour in your inbox " \
	"every morning, free of charge, wherever you are on the island."
#define RIGHTS "This story first appeared in the Lorne Gazette."

static const char *const pages[] = {
	"<article><h1>First</h1><p>The first" OWN "<p>" BACKGROUND "<p>The second" OWN
	"<p>" OFFER "<p>" RIGHTS "<p>The third" OWN "<p>The fourth" OWN "<p>" BACKGROUND
	"</article>",
	"<article><h1>Second</h1><p>Number one" OWN "<p>Number two" OWN "<p>" BACKGROUND
	"<p>" OFFER "<p>" RIGHTS "<p>Number three" OWN "<p>Number four" OWN "</article>",
	"<article><h1>Third</h1><p>Part one" OWN "<p>" BACKGROUND "<p>Part two" OWN
	"<p>" OFFER "<p>" RIGHTS "<p>Part three" OWN "<p>Part four" OWN "</article>",
};

static struct extract extract(const char *html, const struct refrain *refrain)
{
	struct extract_options options = { .refrain = refrain };
	struct extract out;

	extract_article(&t_arena, html_parse_page(str_of(html), &t_arena), &options,
	                &out);
	return out;
}

TEST(refrain, is_no_sentence_between_two_that_are_the_page_s_own)
{
	struct refrain refrain = { 0 };
	struct extract out;

	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		struct buf lesson = { 0 };

		out = extract(pages[i], NULL);
		refrain_pack(&lesson, out.blocks);
		refrain_learn(&refrain, buf_str(&lesson));
		buf_clear(&lesson);
	}
	out = extract(pages[0], &refrain);
	CHECK_STR(html_to_markdown(&t_arena, out.body, out.base, NULL),
	          STR("The first" OWN "\n\n" BACKGROUND "\n\nThe second" OWN
	              "\n\nThe third" OWN "\n\nThe fourth" OWN "\n"));
	refrain_clear(&refrain);
}
