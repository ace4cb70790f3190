/*
 * t: the unit tests' harness. A test is a sentence:
 *
 *     TEST(str, cut_splits_at_the_first_separator)
 *     {
 *             CHECK_STR(head, STR("a"));
 *     }
 *
 * Tests register themselves; the program prints TAP. A failed check prints both values
 * and lets the test go on. An argument of the program runs the tests whose name
 * contains it. T_ARENA is cleared after each test.
 */
#ifndef UNIT_T_H
#define UNIT_T_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct test {
	const char *name;
	const char *file;
	void (*run)(void);
	struct test *next;
};

extern struct arena t_arena;

void t_register(struct test *test);
bool t_check(bool ok, const char *file, int line, const char *text);
bool t_check_int(long long got, long long want, const char *file, int line,
                 const char *text);
bool t_check_str(struct str got, struct str want, const char *file, int line,
                 const char *text);

/* Every message of diags as text, and diags emptied. */
struct str t_messages(struct diags *diags);

/* Skip the running test, saying why. */
void t_skip(const char *why);

#define TEST(module, sentence)                                                        \
	static void test_##module##_##sentence(void);                                 \
	static struct test struct_##module##_##sentence = {                           \
		#module ": " #sentence, __FILE__, test_##module##_##sentence, NULL    \
	};                                                                            \
	__attribute__((constructor)) static void register_##module##_##sentence(void) \
	{                                                                             \
		t_register(&struct_##module##_##sentence);                            \
	}                                                                             \
	static void test_##module##_##sentence(void)

#define CHECK(condition) t_check((condition), __FILE__, __LINE__, #condition)
#define CHECK_INT(got, want) \
	t_check_int((long long)(got), (long long)(want), __FILE__, __LINE__, #got)
#define CHECK_STR(got, want) t_check_str((got), (want), __FILE__, __LINE__, #got)

#endif
