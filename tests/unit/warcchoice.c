#include "import/warcrun.h"
#include "t.h"

/* A crawl of one address, captured on the first seconds of the era. */
struct desk {
	struct import_options options;
	struct import_counts counts;
	struct diags diags;
	struct warc_run run;
};

static void open_desk(struct desk *desk, int captures)
{
	uint64_t url = url_key(STR("http://a/b"));

	*desk = (struct desk){ 0 };
	desk->run = (struct warc_run){ .options = &desk->options,
		                       .counts = &desk->counts,
		                       .diags = &desk->diags };
	desk->options.site = files_open_memory();
	pageshelf_open(&desk->run.shelf, &desk->options, &desk->counts, &desk->diags);
	for (int i = 1; i <= captures; i++)
		crawl_add(&desk->run.index.crawl,
		          (struct capture){ .url = url,
		                            .seconds = i,
		                            .kind = CAPTURE_PAGE,
		                            .place = { .at = (uint64_t)i } });
	crawl_sort(&desk->run.index.crawl);
	warc_choose_pages(&desk->run);
}

static void close_desk(struct desk *desk)
{
	pageshelf_close(&desk->run.shelf);
	warc_forget_choice(&desk->run);
	crawl_clear(&desk->run.index.crawl);
	files_close(desk->options.site);
	diags_clear(&desk->diags);
}

/* Of a page: 'f' full, 's' a stub, 'o' another article, 'n' no article, 'l' a listing...
 */
static struct verdict verdict_of(char what)
{
	struct verdict verdict = { .is_article =
		                           what == 'f' || what == 's' || what == 'o',
		                   .says_listing = what == 'l',
		                   .failed = what == 'x', /* ... or not to be read */
		                   .size = what == 's' ? 200 : 5000,
		                   .title = what == 'o' ? 2 : 1 };

	return verdict;
}

/*
 * The second of the capture that is taken, if that of each second is what the letter
 * says; 0: none is. *read gets how many were read.
 */
static int64_t taken(const char *captures, int *read)
{
	struct desk desk;
	const struct capture *items;
	int64_t seconds = 0;

	open_desk(&desk, (int)str_of(captures).len);
	items = desk.run.index.crawl.items;
	*read = 0;
	do {
		for (size_t i = 0; i < desk.run.page_count; i++) {
			struct errand *errand = &desk.run.pages[i];
			int64_t at = items[errand->capture].seconds;
			struct verdict verdict = verdict_of(captures[at - 1]);

			++*read;
			if (!warc_look_further(&desk.run, errand, &verdict) &&
			    verdict.is_article) {
				CHECK(seconds == 0);
				seconds = at;
			}
		}
	} while (warc_go_older(&desk.run));
	close_desk(&desk);
	return seconds;
}

TEST(warcchoice, takes_the_newest_capture_that_has_the_article)
{
	int read;

	CHECK_INT(taken("ff", &read), 2);
	CHECK_INT(read, 1);
	CHECK_INT(taken("ffnn", &read), 2);
	CHECK_INT(taken("ffss", &read), 2);
	CHECK_INT(taken("fsnxn", &read), 1);
	CHECK_INT(taken("nn", &read), 0);
}

TEST(warcchoice, keeps_a_short_article_if_no_older_one_is_longer)
{
	int read;

	CHECK_INT(taken("s", &read), 1);
	CHECK_INT(taken("ss", &read), 2);
	CHECK_INT(taken("os", &read), 2);
	CHECK_INT(taken("nsn", &read), 2);
	CHECK_INT(taken("osn", &read), 2);
}

TEST(warcchoice, does_not_look_behind_listings)
{
	int read;

	CHECK_INT(taken("fl", &read), 0);
	CHECK_INT(read, 1);
}

TEST(warcchoice, looks_behind_what_cannot_be_read)
{
	int read;

	CHECK_INT(taken("fx", &read), 1);
	CHECK_INT(taken("nx", &read), 0);
	CHECK_INT(read, 2); /* it is not read, and told, again */
	CHECK_INT(taken("sxx", &read), 1);
}

TEST(warcchoice, tries_a_few_captures_and_then_the_oldest)
{
	int read;

	CHECK_INT(taken("fnnnnnnnnnnnnnnnnnnnnnnnnnnn", &read), 1);
	CHECK_INT(read, 10);
	CHECK_INT(taken("nnnnfnnnnnnnnnnnnnnnnnnnnnnn", &read), 0);
	CHECK_INT(read, 11);
}
