#include "archive/search.h"

#include <stdlib.h>

#include "archive/search_index.h"
#include "archive/texts.h"
#include "fixture.h"
#include "t.h"

TEST(search, segments_are_a_matter_of_the_count)
{
	static const struct {
		uint32_t articles, count, ends[5];
	} cases[] = {
		{ 0, 0, { 0 } },
		{ 1, 1, { 1 } },
		{ 31, 1, { 31 } },
		{ 32, 1, { 32 } },
		{ 33, 2, { 32, 33 } },
		{ 4095, 2, { 4064, 4095 } },
		{ 4096, 1, { 4096 } },
		{ 10000, 3, { 9216, 9984, 10000 } },
		{ 1000001, 4, { 983040, 999424, 1000000, 1000001 } },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct search_segment segments[SEARCH_SEGMENTS];
		uint32_t start = 0;

		CHECK_INT(search_layout(cases[i].articles, segments), cases[i].count);
		for (uint32_t j = 0; j < cases[i].count; j++) {
			CHECK_INT(segments[j].start, start);
			CHECK_INT(segments[j].end, cases[i].ends[j]);
			start = segments[j].end;
		}
	}
}

TEST(search, segments_are_few_whatever_the_count)
{
	struct search_segment segments[SEARCH_SEGMENTS];

	for (uint32_t articles = 1; articles < UINT32_MAX / 3;
	     articles = articles * 3 + 1)
		CHECK(search_layout(articles, segments) <= SEARCH_SEGMENTS);
	CHECK(search_layout(UINT32_MAX, segments) <= SEARCH_SEGMENTS);
}

/* An archive of articles about storms, each with a word of its own. */
struct example {
	struct config config;
	struct archive archive;
	struct files *files;
	struct search_input input;
};

/* Write an article to a file and read it. */
static struct record *record_in(struct example *example, struct str path, struct str text)
{
	const struct article_options options = { .root = STR("content") };
	const struct source source = { path, text };
	struct article article;
	struct diags diags = { 0 };

	CHECK_INT(files_replace(example->files, path, text), FILE_OK);
	CHECK(article_read(&source, &options, &t_arena, &article, &diags));
	return record_new(&fixture_shelf, &example->config, &source, &article);
}

static void open_files(struct example *example)
{
	*example = (struct example){ .files = files_open_memory() };
	CHECK_INT(files_make_folder(example->files, STR("content")), FILE_OK);
}

static void example_make(struct example *example, uint32_t count)
{
	struct record **records = ARENA_ARRAY(&t_arena, struct record *, count);
	struct diags diags = { 0 };

	open_files(example);
	example->config = config_of("taxonomies: [tags]");
	for (uint32_t i = 0; i < count; i++)
		records[i] = record_in(
			example, arena_printf(&t_arena, "content/a%05u.md", i),
			arena_printf(&t_arena,
		                     "---\ntitle: Storm %u\ndate: 2014-02-10\n"
		                     "dek: A *dek*\ntags: [Port of London]\n%s---\n"
		                     "harbour harbour w%u %s\n",
		                     i, i == 5 ? "withdrawn: true\n" : "", i % 97,
		                     i % 3 ? "often" : "seldom"));
	CHECK(archive_build(&example->archive, &example->config, records, count, &t_arena,
	                    &diags));
	example->input = (struct search_input){
		.archive = &example->archive,
		.files = example->files,
	};
}

static void example_clear(struct example *example)
{
	archive_clear(&example->archive);
	files_close(example->files);
}

/* The names and all bytes of an index. */
static struct hash index_hash(struct search_index *index)
{
	struct hash hash = hash_bytes(buf_str(&index->manifest));
	struct buf bytes = { 0 };

	for (uint32_t i = 0; i < index->part_count; i++) {
		buf_reset(&bytes);
		CHECK(search_index_render(index, &index->parts[i], &bytes));
		hash = hash_join(hash, (struct hash){ 0, index->parts[i].name });
		hash = hash_join(hash, hash_bytes(buf_str(&bytes)));
	}
	buf_clear(&bytes);
	return hash;
}

TEST(search, threads_do_not_matter)
{
	struct example example;
	struct hash first = { 0 };

	example_make(&example, 3000);
	for (unsigned threads = 1; threads <= 5; threads += 2) {
		struct pool *pool = pool_new(threads);
		struct search_index index;
		struct hash hash;

		pool_reverse(pool);
		search_index_make(&index, &example.input, (struct str){ 0 }, pool);
		hash = index_hash(&index);
		if (threads == 1)
			first = hash;
		CHECK(hash_eq(hash, first));
		search_index_clear(&index);
		pool_free(pool);
	}
	example_clear(&example);
}

TEST(search, what_is_remembered_is_not_made_again_but_when_it_is_lost)
{
	struct pool *pool = pool_new(2);
	struct search_index first, second;
	struct example example;
	struct hash hash;

	example_make(&example, 1100);
	search_index_make(&first, &example.input, (struct str){ 0 }, pool);
	search_index_make(&second, &example.input, buf_str(&first.remember), pool);
	CHECK_INT(second.part_count, first.part_count);
	CHECK_STR(buf_str(&second.manifest), buf_str(&first.manifest));
	CHECK_STR(buf_str(&second.remember), buf_str(&first.remember));
	for (uint32_t i = 0; i < second.part_count; i++)
		CHECK_INT(second.parts[i].bytes.len, 0);
	hash = index_hash(&first);
	CHECK(hash_eq(index_hash(&second), hash));
	search_index_rest(&second);
	CHECK(hash_eq(index_hash(&second), hash));
	search_index_clear(&first);
	search_index_clear(&second);
	example_clear(&example);
	pool_free(pool);
}

TEST(search, what_lacks_words_is_not_remembered)
{
	const struct str path = STR("content/a00033.md");
	struct pool *pool = pool_new(2);
	struct search_index whole, lacking, mended;
	struct example example;
	struct str text;

	example_make(&example, 70);
	search_index_make(&whole, &example.input, (struct str){ 0 }, pool);
	CHECK_INT(whole.unread_count, 0);
	CHECK_INT(files_read(example.files, path, SOURCE_MAX, &t_arena, &text, NULL),
	          FILE_OK);
	CHECK_INT(files_replace(example.files, path, STR("Something else.\n")), FILE_OK);

	/* What was made stands, and the articles of the other segment are all there. */
	search_index_make(&lacking, &example.input, buf_str(&whole.remember), pool);
	CHECK_INT(lacking.unread_count, 0);
	search_index_clear(&lacking);
	search_index_make(&lacking, &example.input, (struct str){ 0 }, pool);
	CHECK_INT(lacking.unread_count, 1);
	CHECK_INT(lacking.unread[0].article, 33);
	CHECK_INT(lacking.unread[0].status, FILE_OK);
	CHECK(lacking.remember.len > 0);
	CHECK(lacking.remember.len < whole.remember.len);

	CHECK_INT(files_replace(example.files, path, text), FILE_OK);
	search_index_make(&mended, &example.input, buf_str(&lacking.remember), pool);
	CHECK_INT(mended.unread_count, 0);
	CHECK_STR(buf_str(&mended.manifest), buf_str(&whole.manifest));
	search_index_clear(&whole);
	search_index_clear(&lacking);
	search_index_clear(&mended);
	example_clear(&example);
	pool_free(pool);
}

TEST(search, a_lost_part_of_what_has_changed_cannot_be_made)
{
	struct pool *pool = pool_new(1);
	struct search_index first, second;
	struct example example;
	struct buf bytes = { 0 };
	uint32_t failed = 0;

	example_make(&example, 40);
	search_index_make(&first, &example.input, (struct str){ 0 }, pool);
	search_index_make(&second, &example.input, buf_str(&first.remember), pool);
	CHECK_INT(files_remove(example.files, STR("content/a00039.md")), FILE_OK);
	for (uint32_t i = 0; i < second.part_count; i++)
		failed += !search_index_render(&second, &second.parts[i], &bytes);
	CHECK_INT(failed, 2); /* the shard with its words, and the leaf above */
	buf_clear(&bytes);
	search_index_clear(&first);
	search_index_clear(&second);
	example_clear(&example);
	pool_free(pool);
}

TEST(search, damaged_memory_is_no_memory)
{
	struct pool *pool = pool_new(1);
	struct search_index first, second;
	struct example example;

	example_make(&example, 70);
	search_index_make(&first, &example.input, (struct str){ 0 }, pool);
	for (size_t len = 0; len < first.remember.len; len += 7) {
		search_index_make(&second, &example.input,
		                  str_slice(buf_str(&first.remember), 0, len), pool);
		CHECK_INT(second.part_count, first.part_count);
		CHECK_STR(buf_str(&second.manifest), buf_str(&first.manifest));
		search_index_clear(&second);
	}
	search_index_clear(&first);
	example_clear(&example);
	pool_free(pool);
}

TEST(search, a_block_has_the_cards_of_its_articles)
{
	struct example example;
	struct buf block = { 0 };

	example_make(&example, 6);
	search_block(&example.archive, 0, &block);
	CHECK_STR(
		str_slice(buf_str(&block), 0, 61),
		STR("[[\"/2014/02/a00000.html\",\"Storm 0\",\"2014-02-10\",\"\",\"A <em>dek"));
	CHECK(str_has_suffix(buf_str(&block), STR(",\nnull]\n")));
	buf_clear(&block);
	example_clear(&example);
}

TEST(search, an_archive_without_articles_has_a_manifest)
{
	struct pool *pool = pool_new(1);
	struct search_index index;
	struct example example;

	example_make(&example, 0);
	search_index_make(&index, &example.input, (struct str){ 0 }, pool);
	CHECK_INT(index.part_count, 0);
	CHECK_STR(buf_str(&index.manifest),
	          STR("{\"format\":2,\"articles\":0,\"years\":[],\n\"withdrawn\":[],\n"
	              "\"segments\":[],\n\"shelves\":[]}\n"));
	search_index_clear(&index);
	example_clear(&example);
	pool_free(pool);
}

/* The impact of a word in the only article. */
static uint32_t impact_in(const struct texts *texts, const char *word)
{
	struct text_word *words = ARENA_ARRAY(&t_arena, struct text_word, texts->most);
	uint32_t count = texts_words(texts, 0, words);

	for (uint32_t i = 0; i < count; i++)
		if (str_eq(texts->words[words[i].word], str_of(word)))
			return words[i].impact;
	return UINT32_MAX;
}

TEST(search, where_a_word_stands_says_more_than_how_often)
{
	struct pool *pool = pool_new(1);
	struct texts texts;
	struct example example;
	struct record *record;
	struct buf text = { 0 };

	open_files(&example);
	buf_puts(
		&text,
		"---\ntitle: Headline\ndate: 2014-02-10\ndek: The dek\nkicker: Label\n---\nLead ");
	for (uint32_t i = 0; i < 49; i++)
		buf_puts(&text, "of ");
	buf_puts(&text,
	         "once twice twice four four four four of [link](/away) headline\n");
	example.config = config_of("taxonomies: [tags]");
	record = record_in(&example, STR("content/a.md"), buf_str(&text));
	example.archive = (struct archive){ .config = &example.config,
		                            .records = &record,
		                            .count = 1 };
	texts = (struct texts){ .end = 1, .archive = &example.archive };
	texts_read(&texts, example.files, &(struct listener){ 0 }, pool);
	CHECK(!texts.texts[0].is_unread);
	CHECK_INT(impact_in(&texts, "headline"), 3);
	CHECK_INT(impact_in(&texts, "dek"), 2);
	CHECK_INT(impact_in(&texts, "label"), 2);
	CHECK_INT(impact_in(&texts, "lead"), 2);
	CHECK_INT(impact_in(&texts, "four"), 2);
	CHECK_INT(impact_in(&texts, "twice"), 1);
	CHECK_INT(impact_in(&texts, "once"), 0);
	CHECK_INT(impact_in(&texts, "link"), 0);
	CHECK_INT(impact_in(&texts, "away"), UINT32_MAX);
	texts_clear(&texts);
	buf_clear(&text);
	files_close(example.files);
	pool_free(pool);
}
