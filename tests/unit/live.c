#include "serve/live.h"

#include "t.h"

/* A connection that only counts. */
struct wire {
	int sleeps, wakes;
};

static void fall_asleep(void *context)
{
	((struct wire *)context)->sleeps++;
}

static void wake_up(void *context)
{
	((struct wire *)context)->wakes++;
}

static struct subscription *open_page(struct live *live, const char *path,
                                      const char *version, struct wire *wire)
{
	struct location page = { str_of(path), arena_printf(&t_arena, "/%s", path) };
	struct subscription *subscription = live_subscribe(live, &page, str_of(version));

	*wire = (struct wire){ 0 };
	if (CHECK(subscription != NULL))
		live_attach(live, subscription,
		            (struct live_line){ wire, fall_asleep, wake_up, -1 });
	return subscription;
}

static struct standing standing_of(const char *version)
{
	return (struct standing){ .version = str_of(version),
		                  .stylesheets = value_list(NULL, 0) };
}

/* All that is to be sent now; " END" if that is all ever. */
static struct str read_all(struct live *live, struct subscription *subscription)
{
	struct buf all = { 0 };
	struct str text;
	long got;

	do {
		got = live_read(live, subscription, buf_reserve(&all, 7), 7);
		all.len += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	if (got < 0)
		buf_puts(&all, " END");
	text = buf_keep(&all, &t_arena);
	buf_clear(&all);
	return text;
}

static struct live *hub(void)
{
	struct live *live = live_new();

	CHECK(live != NULL);
	return live;
}

#define HELLO  "retry: 500\n\nevent: errors\ndata: []\n\n"
#define STYLES "event: styles\ndata: []\n\n"
#define RELOAD "event: reload\ndata: null\n\n"

TEST(live, a_page_that_is_as_it_was_is_left_alone)
{
	struct live *live = hub();
	struct standing one = standing_of("1");
	struct wire wire;
	struct subscription *s = open_page(live, "a", "1", &wire);

	live_begin(live, s, &one);
	CHECK_STR(read_all(live, s), STR(HELLO STYLES));
	CHECK_INT(wire.sleeps, 1);
	live_update(live, STR("a"), &one);
	CHECK_INT(wire.wakes, 1);
	CHECK_STR(read_all(live, s), STR(STYLES));
	live_close(live);
	live_unsubscribe(live, s);
	live_free(live);
}

TEST(live, a_page_of_another_version_reloads_and_ends)
{
	struct live *live = hub();
	struct standing one = standing_of("1"), two = standing_of("2");
	struct wire old_wire, new_wire;
	struct subscription *old = open_page(live, "a", "0", &old_wire);
	struct subscription *new = open_page(live, "a", "1", &new_wire);

	live_begin(live, old, &one);
	live_begin(live, new, &one);
	CHECK_STR(read_all(live, old), STR(HELLO RELOAD " END"));
	CHECK_STR(read_all(live, new), STR(HELLO STYLES));
	live_update(live, STR("b"), &two);
	CHECK_INT(new_wire.wakes, 0);
	live_update(live, STR("a"), &two);
	CHECK_INT(new_wire.wakes, 1);
	CHECK_STR(read_all(live, new), STR(RELOAD " END"));
	CHECK_INT(old_wire.wakes, 0);
	live_close(live);
	live_unsubscribe(live, old);
	live_unsubscribe(live, new);
	live_free(live);
}

/* The file is written after the page was loaded, and looked at before. */
TEST(live, a_change_before_the_page_is_looked_at_is_not_lost)
{
	struct live *live = hub();
	struct standing one = standing_of("1"), two = standing_of("2");
	struct wire wire;
	struct subscription *s = open_page(live, "a", "1", &wire);

	live_update(live, STR("a"), &two);
	live_begin(live, s, &one);
	CHECK_STR(read_all(live, s), STR(HELLO RELOAD " END"));
	live_close(live);
	live_unsubscribe(live, s);
	live_free(live);
}

static size_t concerned(struct live *live, const char *path)
{
	struct location *pages;

	return live_concerned(live, str_of(path), &t_arena, &pages);
}

TEST(live, knows_which_pages_a_file_concerns)
{
	struct live *live = hub();
	struct standing there = standing_of("1"), missing = standing_of("1");
	struct wire wire;
	struct subscription *s[3] = { open_page(live, "a", "1", &wire),
		                      open_page(live, "a", "1", &wire),
		                      open_page(live, "gone", "1", &wire) };

	missing.is_missing = true;
	live_begin(live, s[0], &there);
	live_begin(live, s[1], &there);
	live_begin(live, s[2], &missing);
	CHECK_INT(concerned(live, "a"), 1); /* each page once */
	CHECK_INT(concerned(live, ""), 2);
	CHECK_INT(concerned(live, "b"), 0);
	CHECK_INT(concerned(live, "404.html"), 1);
	CHECK_INT(concerned(live, "gone/index.html"), 1);
	CHECK_INT(concerned(live, "gone/index.html/x"), 0);
	live_close(live);
	for (int i = 0; i < 3; i++)
		live_unsubscribe(live, s[i]);
	CHECK_INT(concerned(live, ""), 0);
	live_free(live);
}

TEST(live, there_is_an_end_to_the_pages)
{
	struct live *live = hub();
	struct location page = { STR("x"), STR("/x") };
	struct subscription *s[STREAMS_MAX];
	struct wire wire;

	for (int i = 0; i < STREAMS_MAX; i++)
		s[i] = open_page(live, "a", "1", &wire);
	CHECK(live_subscribe(live, &page, STR("1")) == NULL);
	live_unsubscribe(live, s[0]);
	s[0] = live_subscribe(live, &page, STR("1"));
	CHECK(s[0] != NULL);
	live_close(live);
	for (int i = 0; i < STREAMS_MAX; i++)
		live_unsubscribe(live, s[i]);
	CHECK(live_subscribe(live, &page, STR("1")) == NULL);
	live_free(live);
}

TEST(live, a_browser_that_does_not_read_is_let_go)
{
	struct live *live = hub();
	struct buf event = { 0 };
	struct standing one = standing_of("1");
	struct wire wire;
	struct subscription *s = open_page(live, "a", "1", &wire);

	live_begin(live, s, &one);
	buf_add_chars(&event, 'x', (size_t)3 << 20);
	live_show_errors(live, buf_str(&event));
	CHECK_INT(concerned(live, "a"), 1);
	live_show_errors(live, buf_str(&event));
	CHECK_INT(concerned(live, "a"), 0);
	CHECK_STR(read_all(live, s), STR(" END"));
	buf_clear(&event);
	live_close(live);
	live_unsubscribe(live, s);
	live_free(live);
}

TEST(live, closing_wakes_and_ends_all)
{
	struct live *live = hub();
	struct standing one = standing_of("1");
	struct wire wire;
	struct subscription *s = open_page(live, "a", "1", &wire);

	live_begin(live, s, &one);
	read_all(live, s);
	live_close(live);
	CHECK_INT(wire.wakes, 1);
	CHECK_STR(read_all(live, s), STR(" END"));
	CHECK_INT(wire.sleeps, 1);
	live_unsubscribe(live, s);
	live_free(live);
}
