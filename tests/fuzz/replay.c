/*
 * replay: runs a fuzz target once over each file that is named, and prints TAP.
 *
 * Linked with one target in place of libFuzzer, so that every input that was once
 * interesting is tried by any compiler, in every run of the tests. A folder stands for
 * the files in it. When one ends the program, standard error says which.
 */
#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* There when the program is built with a sanitizer. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

static int count;
static const char *current;

static void name_culprit(void)
{
	fprintf(stderr, "replay: died of %s\n", current);
}

static void die(int signal_number)
{
	name_culprit();
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void replay_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	uint8_t *data = NULL;
	size_t size = 0, got;

	if (!in) {
		printf("Bail out! %s cannot be read\n", path);
		exit(EXIT_FAILURE);
	}
	current = path;
	do {
		uint8_t *more = realloc(data, size + 65536);

		if (!more)
			abort();
		data = more;
		got = fread(data + size, 1, 65536, in);
		size += got;
	} while (got > 0);
	fclose(in);
	/* An exact allocation, so that a read beyond the end is seen by a sanitizer. */
	if (size > 0)
		data = realloc(data, size);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	printf("ok %d - survives %s\n", ++count, path);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void replay_folder(const char *path)
{
	struct dirent **entries;
	int n = scandir(path, &entries, is_visible, alphasort);

	for (int i = 0; i < n; i++) {
		char inner[4096];

		snprintf(inner, sizeof(inner), "%s/%s", path, entries[i]->d_name);
		replay_file(inner);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (__sanitizer_set_death_callback) {
		__sanitizer_set_death_callback(name_culprit);
	} else {
		signal(SIGSEGV, die);
		signal(SIGABRT, die);
	}
	for (int i = 1; i < argc; i++) {
		struct stat info;

		if (stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode))
			replay_folder(argv[i]);
		else
			replay_file(argv[i]);
	}
	printf("1..%d%s\n", count, count ? "" : " # SKIP there is no corpus yet");
	return EXIT_SUCCESS;
}
