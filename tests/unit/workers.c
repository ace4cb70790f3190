#include "import/workers.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "t.h"

/* What is given, and what is taken: one line for each input. */
struct play {
	const char *const *inputs;
	size_t count;
	struct buf log;
	int prepared;
};

static bool give(void *context, size_t index, struct buf *input)
{
	struct play *play = context;

	if (index >= play->count)
		return false;
	buf_add(input, str_of(play->inputs[index]));
	return true;
}

static void take(void *context, size_t index, enum worker_end end, struct str output)
{
	struct play *play = context;

	buf_printf(&play->log, "%zu %s %.*s\n", index, worker_end_explain(end),
	           STR_ARG(str_slice(output, 0, 20)));
}

static void prepare(void *context)
{
	((struct play *)context)->prepared++;
}

/* An input is a word that says what becomes of it. */
static void work(void *context, struct str input, struct buf *output)
{
	const struct play *play = context;
	volatile unsigned spins = 0; /* may overflow: some machines count that far */

	if (str_eq(input, STR("crash")))
		__builtin_trap();
	if (str_eq(input, STR("memory")))
		out_of_memory(1);
	while (str_eq(input, STR("time")))
		spins++;
	if (str_eq(input, STR("leave")))
		_exit(0);
	if (str_eq(input, STR("long")))
		buf_add_chars(output, 'x', 3000000);
	else if (str_eq(input, STR("file")))
		buf_add(output, open("/", O_RDONLY) < 0 ? STR("closed") : STR("open"));
	else if (str_eq(input, STR("socket")))
		buf_add(output, socket(AF_INET, SOCK_STREAM, 0) < 0 ? STR("closed")
		                                                    : STR("open"));
	else
		buf_printf(output, "%d:%.*s", play->prepared, STR_ARG(input));
}

static struct str play(const char *const *inputs, size_t count, unsigned children)
{
	struct play play = { .inputs = inputs, .count = count };
	struct workers_options options = { .count = children,
		                           .memory = (size_t)64 << 20,
		                           .seconds = 1,
		                           .give = give,
		                           .take = take,
		                           .prepare = prepare,
		                           .work = work,
		                           .context = &play };
	struct str log;

	workers_run(&options);
	log = buf_keep(&play.log, &t_arena);
	buf_clear(&play.log);
	return log;
}

TEST(workers, give_results_in_the_order_of_the_inputs)
{
	static const char *const inputs[] = { "a", "b", "c", "d", "e", "f" };
	struct str wanted = STR("0 was read 1:a\n1 was read 1:b\n2 was read 1:c\n"
	                        "3 was read 1:d\n4 was read 1:e\n5 was read 1:f\n");

	CHECK_STR(play(inputs, 6, 1), wanted);
	CHECK_STR(play(inputs, 6, 3), wanted);
	CHECK_STR(play(inputs, 0, 2), STR(""));
}

TEST(workers, lose_one_input_when_a_child_dies)
{
	static const char *const inputs[] = { "a", "crash", "b", "memory", "leave", "c" };
	struct str wanted = STR("0 was read 1:a\n"
	                        "1 cannot be read: the process that tried has crashed \n"
	                        "2 was read 1:b\n"
	                        "3 needs too much memory to be read \n"
	                        "4 cannot be read: the process that tried has crashed \n"
	                        "5 was read 1:c\n");

	CHECK_STR(play(inputs, 6, 1), wanted);
	CHECK_STR(play(inputs, 6, 2), wanted);
}

/* Each child has its next inputs when it dies, and has said what it made of the last. */
TEST(workers, lose_no_input_that_waits_behind_one_that_kills)
{
	static const char *const words[] = { "crash", "long", "a", "leave", "memory" };
	const char *inputs[200];
	struct buf wanted = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(inputs); i++) {
		const char *word = words[i * i % 7 % ARRAY_LEN(words)];

		inputs[i] = word;
		if (word[0] == 'a')
			buf_printf(&wanted, "%zu was read 1:a\n", i);
		else if (word[0] == 'l' && word[1] == 'o')
			buf_printf(&wanted, "%zu was read xxxxxxxxxxxxxxxxxxxx\n", i);
		else
			buf_printf(&wanted, "%zu %s \n", i,
			           worker_end_explain(word[0] == 'm'
			                                      ? WORKER_OUT_OF_MEMORY
			                                      : WORKER_CRASHED));
	}
	for (unsigned children = 1; children <= 3; children++)
		CHECK_STR(play(inputs, ARRAY_LEN(inputs), children), buf_str(&wanted));
	buf_clear(&wanted);
}

TEST(workers, end_what_takes_too_long)
{
	static const char *const inputs[] = { "time", "a", "time" };

	CHECK_STR(play(inputs, 3, 1), STR("0 takes too long to be read \n1 was read 1:a\n"
	                                  "2 takes too long to be read \n"));
}

TEST(workers, carry_long_outputs)
{
	static const char *const inputs[] = { "long", "a" };

	CHECK_STR(play(inputs, 2, 1),
	          STR("0 was read xxxxxxxxxxxxxxxxxxxx\n1 was read 1:a\n"));
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if !defined(__has_feature)
TEST(workers, have_no_way_out)
{
	static const char *const inputs[] = { "file", "socket" };

	CHECK_STR(play(inputs, 2, 1), STR("0 was read closed\n1 was read closed\n"));
}
#endif
#endif
