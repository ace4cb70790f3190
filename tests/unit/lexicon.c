#include "archive/lexicon.h"

#include <stdlib.h>

#include "t.h"

/* More than a memo remembers, so that many share a place in it. */
#define MANY 100000

TEST(lexicon, a_word_has_one_number_however_often_and_by_whom_it_is_added)
{
	struct lexicon *lexicon = lexicon_new();
	struct lexicon_memo *memos[] = { lexicon_memo_new(), lexicon_memo_new() };
	uint32_t *numbers = ARENA_ARRAY(&t_arena, uint32_t, MANY);

	for (unsigned round = 0; round < 3; round++)
		for (uint32_t i = 0; i < MANY; i++) {
			struct str word = arena_printf(&t_arena, "word%u", i);
			uint32_t number = lexicon_add(lexicon, memos[round % 2], word);

			if (round == 0)
				numbers[i] = number;
			else
				CHECK_INT(number, numbers[i]);
			CHECK_STR(lexicon_word(lexicon, number), word);
		}
	CHECK_INT(lexicon_count(lexicon), MANY);
	free(memos[0]);
	free(memos[1]);
	lexicon_free(lexicon);
}
