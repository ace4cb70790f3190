#include "import/likeness.h"

#include "base/buf.h"
#include "t.h"

/* A text of two hundred words, of which the one at changed is another. */
static struct str text(unsigned seed, unsigned changed)
{
	struct buf out = { 0 };
	struct str kept;

	for (unsigned i = 0; i < 200; i++)
		buf_printf(&out, "%s%u ", i == changed ? "new" : "word",
		           (i * 7919 + seed) % 997);
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

TEST(likeness, is_near_when_a_word_is_corrected)
{
	uint64_t a = likeness_of(&t_arena, text(1, 999));

	CHECK(likeness_is_near(a, a));
	for (unsigned changed = 0; changed < 200; changed += 20)
		CHECK(likeness_is_near(a, likeness_of(&t_arena, text(1, changed))));
}

TEST(likeness, is_far_between_texts)
{
	uint64_t a = likeness_of(&t_arena, text(1, 999));

	for (unsigned seed = 2; seed < 20; seed++)
		CHECK(!likeness_is_near(a, likeness_of(&t_arena, text(seed * 31, 999))));
}

TEST(likeness, of_nothing_is_nothing)
{
	CHECK_INT(likeness_of(&t_arena, STR("")), 0);
}
