#include "archive/related.h"

#include <stdlib.h>
#include <string.h>

#include "archive/related_reasons.h"
#include "fixture.h"
#include "t.h"

/* An archive whose articles come, go and change, and what is remembered of it. */
struct world {
	struct config config;
	struct files *files;
	struct story {
		struct str path, text;
		struct record *record; /* NULL: there is no such article */
		struct related_note note;
	} * stories;
	uint32_t count; /* of stories */
	struct archive archive;
	struct related related;
	struct str remembered;
	const struct weights *kept; /* NULL: words are counted */
};

static void tell(struct world *world, uint32_t number, struct str text)
{
	const struct article_options options = { .root = STR("content") };
	struct story *story = &world->stories[number];
	struct source source = { story->path, text };
	struct article article;
	struct diags diags = { 0 };

	CHECK_INT(files_replace(world->files, story->path, text), FILE_OK);
	CHECK(article_read(&source, &options, &t_arena, &article, &diags));
	story->text = text;
	story->record = record_new(&fixture_shelf, &world->config, &source, &article);
}

static struct world world_of(uint32_t count)
{
	struct world world = { .files = files_open_memory(), .count = count };

	CHECK_INT(files_make_folder(world.files, STR("content")), FILE_OK);
	world.config = config_of("related: { count: 5, page_count: 12 }\nlanguage: en");
	world.stories = ARENA_ARRAY(&t_arena, struct story, count);
	for (uint32_t i = 0; i < count; i++)
		world.stories[i].path = arena_printf(&t_arena, "content/a%05u.md", i);
	return world;
}

static struct story *story_at(const struct world *world, struct str path)
{
	return &world->stories[strtoul(path.ptr + sizeof("content/a") - 1, NULL, 10)];
}

static void unmake(struct world *world)
{
	related_clear(&world->related);
	archive_clear(&world->archive);
}

/* What is remembered is copied, as a state would do. */
static void remember(struct world *world)
{
	for (uint32_t i = 0; i < world->count; i++)
		world->stories[i].note = (struct related_note){ 0 };
	for (uint32_t i = 0; i < world->archive.count; i++) {
		const struct related_note *note = &world->related.notes[i];

		story_at(world, world->archive.records[i]->path)->note =
			(struct related_note){ arena_str(&t_arena, note->bag),
			                       arena_str(&t_arena, note->list) };
	}
	world->remembered = arena_str(&t_arena, buf_str(&world->related.remember));
}

/* Build the archive, and the lists from what is remembered, or from nothing. */
static void make(struct world *world, bool from_nothing, unsigned threads)
{
	struct record **records = ARENA_ARRAY(&t_arena, struct record *, world->count);
	struct related_input input = { .archive = &world->archive,
		                       .files = world->files };
	struct related_note *notes =
		ARENA_ARRAY(&t_arena, struct related_note, world->count);
	struct related_gone *gone =
		ARENA_ARRAY(&t_arena, struct related_gone, world->count);
	struct pool *pool = pool_new(threads);
	struct diags diags = { 0 };
	uint32_t count = 0;

	unmake(world);
	for (uint32_t i = 0; i < world->count; i++)
		if (world->stories[i].record)
			records[count++] = world->stories[i].record;
	CHECK(archive_build(&world->archive, &world->config, records, count, &t_arena,
	                    &diags));
	input.notes = notes;
	input.gone = gone;
	for (uint32_t i = 0; !from_nothing && i < world->count; i++) {
		struct story *story = &world->stories[i];
		uint32_t article = archive_by_path(&world->archive, story->path);

		if (article != ARTICLE_NONE)
			notes[article] = story->note;
		else if (story->note.bag.len)
			gone[input.gone_count++] =
				(struct related_gone){ story->path, story->note.bag };
	}
	input.kept = world->kept;
	if (!from_nothing)
		input.remembered = world->remembered;
	related_open(&world->related, &input, pool_size(pool));
	related_make(&world->related, &input, pool);
	pool_free(pool);
}

static void end(struct world *world)
{
	unmake(world);
	files_close(world->files);
}

/* All lists, by paths. */
static struct str lists_of(const struct world *world)
{
	struct buf text = { 0 };
	struct str kept;

	for (uint32_t i = 0; i < world->archive.count; i++) {
		struct related_list list = related_list(&world->related, i);

		buf_printf(&text, "%.*s:", STR_ARG(world->archive.records[i]->path));
		for (uint32_t j = 0; j < list.count; j++)
			buf_printf(
				&text, " %.*s",
				STR_ARG(world->archive.records[list.articles[j]]->path));
		for (uint32_t j = 0; j < list.copy_count; j++)
			buf_printf(&text, " =%.*s",
			           STR_ARG(world->archive.records[list.copies[j]]->path));
		buf_add_char(&text, '\n');
	}
	kept = buf_keep(&text, &t_arena);
	buf_clear(&text);
	return kept;
}

static uint32_t lines_that_differ(struct str a, struct str b)
{
	struct str line_a, line_b;
	uint32_t count = 0;

	while (a.len && b.len) {
		str_cut(a, '\n', &line_a, &a);
		str_cut(b, '\n', &line_b, &b);
		count += !str_eq(line_a, line_b);
	}
	return count;
}

static struct str markdown_of(const char *date, const char *more, struct str body)
{
	return arena_printf(&t_arena, "---\ntitle: Of a thing\ndate: %s\n%s---\n%.*s\n",
	                    date, more, STR_ARG(body));
}

/* The list of one, as "3 1": the numbers of the stories. */
static struct str list_of(const struct world *world, uint32_t number)
{
	uint32_t article = archive_by_path(&world->archive, world->stories[number].path);
	struct related_list list = related_list(&world->related, article);
	struct buf text = { 0 };
	struct str kept;

	for (uint32_t i = 0; i < list.count + list.copy_count; i++) {
		bool copy = i >= list.count;
		uint32_t other = copy ? list.copies[i - list.count] : list.articles[i];

		buf_printf(
			&text, "%s%s%u", i ? " " : "", copy ? "=" : "",
			(unsigned)(story_at(world, world->archive.records[other]->path) -
		                   world->stories));
	}
	kept = buf_keep(&text, &t_arena);
	buf_clear(&text);
	return kept;
}

/* From a number on: stories that have nothing in common. */
static void tell_others(struct world *world, uint32_t first)
{
	for (uint32_t i = first; i < world->count; i++)
		tell(world, i,
		     markdown_of("2015-01-01", "",
		                 arena_printf(&t_arena, "w%u x%u y%u", i, i, i)));
}

TEST(related, words_tags_and_time_bring_articles_together)
{
	struct world world = world_of(14);

	tell(&world, 0,
	     markdown_of("2014-02-10", "", STR("ferries sailed at dawn storm")));
	tell(&world, 1, markdown_of("2014-02-12", "", STR("the ferry sails in a storm")));
	tell(&world, 2,
	     markdown_of("2004-02-12", "", STR("the ferry sails in a storm no")));
	tell(&world, 3, markdown_of("2014-02-14", "", STR("masters met in town")));
	tell(&world, 4,
	     markdown_of("2014-02-15", "withdrawn: yes\n",
	                 STR("ferry storm sails dawn")));
	tell(&world, 5,
	     markdown_of("2014-03-01", "tags: [Prizes]\n", STR("chess goose")));
	tell(&world, 6,
	     markdown_of("2014-03-01", "tags: [prizes]\n", STR("chess heron")));
	tell(&world, 7, markdown_of("2014-03-01", "", STR("chess egret")));
	tell_others(&world, 8);
	make(&world, true, 1);
	/* Endings do not matter; what is nearer in time comes first. */
	CHECK_STR(str_slice(list_of(&world, 0), 0, 3), STR("1 2"));
	/* A tag in common counts, however it is written. */
	CHECK_STR(str_slice(list_of(&world, 5), 0, 3), STR("6 7"));
	/* What was withdrawn is related to nothing. */
	CHECK_STR(list_of(&world, 4), STR(""));
	CHECK(!related_has_page(&world.archive, 4));
	end(&world);
}

TEST(related, copies_are_told_apart)
{
	struct str wire = STR("Ministers agreed on a treaty about herring quotas on "
	                      "Monday after nine hours of talks in Bergen");
	struct world world = world_of(6);

	tell(&world, 0, markdown_of("2014-02-10", "", wire));
	tell(&world, 1, markdown_of("2014-02-11", "", wire));
	tell(&world, 2,
	     markdown_of("2014-02-11", "", STR("herring quotas cut by treaty")));
	tell_others(&world, 3);
	make(&world, true, 1);
	CHECK_STR(str_slice(list_of(&world, 0), 0, 1), STR("2"));
	CHECK(str_has_suffix(list_of(&world, 0), STR("=1")));
	CHECK(str_has_suffix(list_of(&world, 1), STR("=0")));
	end(&world);
}

/* A wire's story, each time under another headline. */
static struct str printed(const char *date, const char *title, const char *more)
{
	return arena_printf(
		&t_arena,
		"---\ntitle: \"%s\"\ndate: %s\n---\nMinisters agreed on a treaty about "
		"herring quotas on Monday after nine hours of talks in Bergen, and "
		"fishermen from seven countries will land a third less than before, "
		"from September on. Scientists had asked for half. %s\n",
		title, date, more);
}

TEST(related, a_copy_is_one_whatever_its_headline)
{
	struct world world = world_of(5);

	tell(&world, 0, printed("2014-02-10", "Quotas cut", ""));
	tell(&world, 1,
	     printed("2014-02-11", "Bergen: the small boats will pay, says minister",
	             "Reactions were mixed."));
	/* The same headline says nothing of the text below it. */
	tell(&world, 2,
	     arena_printf(&t_arena,
	                  "---\ntitle: Quotas cut\ndate: 2014-02-11\n---\nThe herring "
	                  "boats of this harbour stay out until their treaty is read "
	                  "aloud, the skippers said, whatever Bergen thinks of it.\n"));
	tell_others(&world, 3);
	make(&world, true, 1);
	CHECK_STR(list_of(&world, 0), STR("2 =1"));
	CHECK_STR(list_of(&world, 1), STR("2 =0"));
	end(&world);
}

TEST(related, of_several_copies_a_list_has_one)
{
	struct world world = world_of(20);

	for (uint32_t i = 0; i < 5; i++)
		tell(&world, i,
		     printed(arena_printf(&t_arena, "2014-02-1%u", i).ptr,
		             i % 2 ? "Quotas cut" : "Herring: a third less", ""));
	tell(&world, 5,
	     markdown_of("2014-02-12", "",
	                 STR("herring quotas and the treaty of Bergen in the pub")));
	tell_others(&world, 6);
	make(&world, true, 1);
	CHECK_STR(list_of(&world, 5), STR("2"));
	CHECK_STR(list_of(&world, 0), STR("5 =2 =4 =1 =3"));
	end(&world);
}

TEST(related, reasons_are_words_of_both)
{
	struct world world = world_of(2);
	struct related_input input = { .archive = &world.archive,
		                       .files = world.files,
		                       .explains = true };
	struct related_note notes[2] = { 0 };
	struct pool *pool = pool_new(1);
	struct reasons *reasons;
	struct strs shared;

	tell(&world, 0, markdown_of("2014-02-10", "", STR("ferries sailed herring")));
	tell(&world, 1, markdown_of("2014-02-11", "", STR("the ferry, and chess")));
	make(&world, true, 1);
	related_clear(&world.related);
	input.notes = notes;
	related_open(&world.related, &input, pool_size(pool));
	related_make(&world.related, &input, pool);
	reasons = reasons_open(&world.related);
	CHECK(reasons_find(reasons, 0, 1) != NULL);
	CHECK(reasons_find(reasons, 0, 0) == NULL);
	shared = reasons_words(&world.related, &world.archive, world.files,
	                       (uint32_t[]){ 0, 1 }, &t_arena);
	CHECK_INT(shared.count, 3);
	CHECK_STR(shared.items[2], STR("ferries"));
	reasons_close(reasons);
	pool_free(pool);
	end(&world);
}

/* A story of words out of so many; those with low numbers are said more often. */
static struct str random_story(uint64_t *seed, uint32_t words, uint32_t vocabulary)
{
	struct buf body = { 0 };
	struct str kept, date;

	for (uint32_t i = 0; i < words; i++)
		buf_printf(&body, "word%u ",
		           random_below(seed, 1 + random_below(seed, vocabulary)));
	date = arena_printf(&t_arena, "20%02u-%02u-%02u", random_below(seed, 20),
	                    1 + random_below(seed, 12), 1 + random_below(seed, 28));
	kept = markdown_of(date.ptr, random_below(seed, 30) ? "" : "withdrawn: yes\n",
	                   buf_str(&body));
	buf_clear(&body);
	return kept;
}

struct trial {
	uint32_t stories, words, vocabulary, edits;
	bool keeps; /* what words weigh, now and then */
};

/* The weights of what is said now, kept or given up again. */
static void keep_or_count(struct world *world, uint64_t *seed)
{
	struct frequencies counted;
	struct wordset words;
	struct weights *kept = ARENA_NEW(&t_arena, struct weights);
	const struct str *bags = world->related.bags.items;
	struct pool *pool = pool_new(2);

	wordset_make(&words, bags, world->archive.count, pool);
	frequencies_count(&counted, &words, bags, world->archive.count, pool, &t_arena);
	*kept = weights_of(&counted, &t_arena);
	world->kept = random_below(seed, 3) ? kept : NULL;
	wordset_clear(&words);
	pool_free(pool);
}

/* Come, go, change: one or some at a time. */
static void edit(struct world *world, const struct trial *trial, uint64_t *seed)
{
	for (uint32_t i = random_below(seed, 4); i < 4; i++) {
		uint32_t number = random_below(seed, world->count);
		struct story *story = &world->stories[number];

		if (story->record && random_below(seed, 3) == 0)
			story->record = NULL;
		else
			tell(world, number,
			     random_story(seed, trial->words, trial->vocabulary));
	}
}

/* Edit at random, and compare; gives the fewest lists that an edit found again. */
static uint32_t run_trial(const struct trial *trial)
{
	struct world world = world_of(trial->stories + 30);
	uint64_t seed = 7;
	uint32_t fewest = UINT32_MAX;

	for (uint32_t i = 0; i < trial->stories; i++)
		tell(&world, i, random_story(&seed, trial->words, trial->vocabulary));
	make(&world, true, 2);
	remember(&world);
	for (uint32_t i = 0; i < trial->edits; i++) {
		struct str again;

		if (trial->keeps && i % 4 == 0)
			keep_or_count(&world, &seed);
		edit(&world, trial, &seed);
		make(&world, false, 1 + i % 3);
		again = lists_of(&world);
		remember(&world);
		if (world.related.found < fewest)
			fewest = world.related.found;
		make(&world, true, 1);
		if (!CHECK_STR(again, lists_of(&world)))
			break;
	}
	end(&world);
	return fewest;
}

/* More say a word than can be looked at. */
TEST(related, lists_are_what_they_would_be_from_nothing)
{
	const struct trial trial = {
		.stories = 4000, .words = 4, .vocabulary = 20, .edits = 10
	};

	/* Most lists must have stayed without a look at them. */
	CHECK(run_trial(&trial) < trial.stories * 3 / 4);
}

/* An edit can move a word over the border from which it weighs less. */
TEST(related, so_are_they_when_words_weigh_something_else)
{
	const struct trial trial = {
		.stories = 520, .words = 12, .vocabulary = 1500, .edits = 60
	};

	CHECK(run_trial(&trial) < trial.stories / 2);
}

TEST(related, so_are_they_when_a_site_keeps_what_words_weigh_or_keeps_it_no_more)
{
	const struct trial trial = { .stories = 520,
		                     .words = 12,
		                     .vocabulary = 1500,
		                     .edits = 40,
		                     .keeps = true };

	CHECK(run_trial(&trial) < trial.stories / 2);
}

/* Lists that neither name an article nor did, and are not what they were. */
static uint32_t others_moved(const struct world *world, uint32_t article,
                             const struct str *before)
{
	struct str name = arena_printf(&t_arena, " %u ", article);
	uint32_t moved = 0;

	for (uint32_t i = 0; i < world->archive.count; i++) {
		struct str now = list_of(world, i);

		moved += i != article && !str_eq(now, before[i]) &&
		         str_find(arena_printf(&t_arena, " %.*s %.*s ", STR_ARG(now),
		                               STR_ARG(before[i])),
		                  name) == STR_NONE;
	}
	return moved;
}

/*
 * Of 64 old articles that are asked five say "harbour", and then a sixth: it is common.
 */
static uint32_t lists_moved(bool is_kept)
{
	struct world world = world_of(200);
	struct str before[200];
	uint64_t seed = 1;
	uint32_t moved;

	for (uint32_t i = 0; i < 200; i++)
		tell(&world, i,
		     markdown_of(arena_printf(&t_arena, "20%02u-02-10", i / 10).ptr, "",
		                 arena_printf(&t_arena, "%s w%u x%u y%u",
		                              i < 5 || i >= 150 ? "harbour" : "", i % 40,
		                              i % 60, i)));
	make(&world, true, 1);
	while (is_kept && !world.kept)
		keep_or_count(&world, &seed);
	make(&world, true, 1);
	for (uint32_t i = 0; i < 200; i++)
		before[i] = list_of(&world, i);
	tell(&world, 20, markdown_of("2002-02-10", "", STR("harbour")));
	make(&world, true, 1);
	moved = others_moved(&world, 20, before);
	end(&world);
	return moved;
}

TEST(related, how_common_a_word_is_moves_no_list_where_that_is_kept)
{
	CHECK(lists_moved(false) > 0);
	CHECK_INT(lists_moved(true), 0);
}

TEST(related, what_did_not_change_is_not_looked_at)
{
	struct world world = world_of(50);
	uint64_t seed = 11;

	for (uint32_t i = 0; i < 50; i++)
		tell(&world, i, random_story(&seed, 4, 14));
	make(&world, true, 2);
	remember(&world);
	make(&world, false, 2);
	CHECK(!world.related.is_changed);
	CHECK_INT(world.related.found, 0);
	/* A headline that only differs in a dash says what it said. */
	tell(&world, 3, arena_printf(&t_arena, "%.*s\n", STR_ARG(world.stories[3].text)));
	make(&world, false, 2);
	CHECK_INT(world.related.found, 0);
	CHECK(world.related.is_changed);
	end(&world);
}

TEST(related, a_source_that_is_not_what_it_was_is_named_and_read_the_next_time)
{
	struct world world = world_of(20);
	uint64_t seed = 5;
	struct str whole;

	for (uint32_t i = 0; i < 20; i++)
		tell(&world, i, random_story(&seed, 4, 14));
	make(&world, true, 1);
	whole = lists_of(&world);
	CHECK_INT(world.related.bags.unread_count, 0);
	CHECK_INT(files_replace(world.files, world.stories[4].path, STR("---\n")),
	          FILE_OK);
	make(&world, true, 1);
	CHECK_INT(world.related.bags.unread_count, 1);
	CHECK_STR(world.archive.records[world.related.bags.unread[0].article]->path,
	          world.stories[4].path);
	CHECK_INT(world.related.bags.unread[0].status, FILE_OK);
	remember(&world);
	tell(&world, 4, world.stories[4].text);
	make(&world, false, 1);
	CHECK_INT(world.related.bags.unread_count, 0);
	CHECK_STR(lists_of(&world), whole);
	end(&world);
}

TEST(related, texts_that_somebody_else_reads_are_not_read_again)
{
	struct world world = world_of(20);
	struct related_input input = { .archive = &world.archive, .files = world.files };
	struct related_note notes[20] = { 0 };
	struct pool *pool = pool_new(2);
	struct arena scratch = { 0 };
	struct mentions mentions[2] = { 0 };
	struct listener listener;
	uint64_t seed = 5;
	struct str whole;

	for (uint32_t i = 0; i < 20; i++)
		tell(&world, i, random_story(&seed, 4, 14));
	make(&world, true, 1);
	whole = lists_of(&world);
	related_clear(&world.related);
	input.notes = notes;
	related_open(&world.related, &input, pool_size(pool));
	listener = bags_listener(&world.related.bags);
	for (uint32_t i = 0; i < world.archive.count; i++) {
		struct str path = world.archive.records[i]->path;
		struct reread read;

		if (world.archive.records[i]->withdrawn)
			continue;
		CHECK(reread(&world.archive, world.files, i, &scratch, &read));
		mentions_read(&mentions[i % 2], world.archive.records[i], read.body);
		listener.hear(listener.context, i % 2, i, &mentions[i % 2]);
		CHECK_INT(files_remove(world.files, path), FILE_OK);
	}
	related_make(&world.related, &input, pool);
	CHECK_INT(world.related.bags.unread_count, 0);
	CHECK_STR(lists_of(&world), whole);
	for (size_t i = 0; i < ARRAY_LEN(mentions); i++)
		mentions_clear(&mentions[i]);
	arena_clear(&scratch);
	pool_free(pool);
	end(&world);
}

TEST(related, a_new_article_at_the_end_moves_few_lists)
{
	struct world world = world_of(901);
	uint64_t seed = 3;
	struct str before;

	for (uint32_t i = 0; i < 900; i++)
		tell(&world, i,
		     markdown_of("2014-02-10", "",
		                 arena_printf(&t_arena, "w%u w%u w%u w%u w%u",
		                              random_below(&seed, 900),
		                              random_below(&seed, 900),
		                              random_below(&seed, 900),
		                              random_below(&seed, 900),
		                              random_below(&seed, 900))));
	make(&world, true, 1);
	before = lists_of(&world);
	remember(&world);
	tell(&world, 900, markdown_of("2014-02-11", "", STR("w1 w2 w3 w4 w5")));
	make(&world, false, 1);
	CHECK(lines_that_differ(before, lists_of(&world)) < 40);
	end(&world);
}

TEST(related, damaged_memory_is_no_memory)
{
	struct world world = world_of(30);
	uint64_t seed = 13;
	struct str whole;

	for (uint32_t i = 0; i < 30; i++)
		tell(&world, i, random_story(&seed, 4, 14));
	make(&world, true, 1);
	whole = lists_of(&world);
	for (uint32_t i = 0; i < 200; i++) {
		struct story *story;

		remember(&world);
		story = &world.stories[random_below(&seed, 30)];
		story->note.list = str_slice(
			story->note.list, 0,
			random_below(&seed, (uint32_t)story->note.list.len + 1));
		world.remembered = str_slice(
			world.remembered, 0,
			random_below(&seed, (uint32_t)world.remembered.len + 1));
		make(&world, false, 1);
		if (!CHECK_STR(lists_of(&world), whole))
			break;
	}
	end(&world);
}

TEST(related, pages_stand_beside_the_articles)
{
	CHECK_STR(related_url(&t_arena, STR("/2014/02/a.html")),
	          STR("/2014/02/a.related.html"));
	CHECK_STR(related_url(&t_arena, STR("/2014/a/")), STR("/2014/a/related/"));
	CHECK_STR(related_url(&t_arena, STR("/a.php")), STR("/a.php.related.html"));
}
