/*
 * embed: a tool of the build, which writes files as C.
 *
 *     embed theme FOLDER [FILE]... >theme.c
 *     embed text HEADER NAME FILE >text.c
 *
 * The default theme: each FILE must lie in FOLDER, and is known to the program by the
 * rest of its path; see render/theme.h. Or one text: HEADER declares NAME and NAME_len.
 * The output depends on the arguments and the files' bytes alone.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 24 /* of a file in one line of C: at most four columns each */

static void fail(const char *path, const char *why)
{
	fprintf(stderr, "embed: %s: %s\n", path, why);
	exit(EXIT_FAILURE);
}

/* One byte inside a string literal: as octal, unless it means itself everywhere. */
static void put_byte(int c)
{
	if (c == '\n')
		fputs("\\n", stdout);
	else if (c < ' ' || c > '~' || strchr("\"\\?", c))
		printf("\\%03o", (unsigned)c);
	else
		putchar(c);
}

/* Write the file's bytes as string literals, and return how many there are. */
static size_t put_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	size_t len = 0, column = 0;
	int c;

	if (!in)
		fail(path, strerror(errno));
	fputs("\t\"", stdout);
	while ((c = getc(in)) != EOF) {
		if (column++ == LINE_MAX_BYTES) {
			fputs("\"\n\t\"", stdout);
			column = 1;
		}
		put_byte(c);
		len++;
	}
	if (ferror(in))
		fail(path, strerror(errno));
	fclose(in);
	fputs("\"", stdout);
	return len;
}

static const char *name_in(const char *folder, const char *path)
{
	size_t len = strlen(folder);

	if (strncmp(path, folder, len) != 0 || path[len] != '/')
		fail(path, "not in the folder");
	return path + len + 1;
}

static void put_theme(const char *folder, char **paths, int count)
{
	puts("/* Made by src/embed.c: edit the files in templates/ and build again. */\n"
	     "#include \"render/theme.h\"\n\n"
	     "const struct theme_file theme_files[] = {");
	for (int i = 0; i < count; i++) {
		size_t len;

		printf("\t{ \"%s\",\n", name_in(folder, paths[i]));
		len = put_file(paths[i]);
		printf(",\n\t%zuu },\n", len);
	}
	printf("\t{ NULL, NULL, 0 },\n};\n\nconst size_t theme_file_count = %du;\n",
	       count);
}

static void put_text(const char *header, const char *name, const char *path)
{
	size_t len;

	printf("/* Made by src/embed.c: edit %s and build again. */\n"
	       "#include \"%s\"\n\nconst char %s[] =\n",
	       path, header, name);
	len = put_file(path);
	printf(";\n\nconst size_t %s_len = %zuu;\n", name, len);
}

int main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "theme") == 0) {
		put_theme(argv[2], argv + 3, argc - 3);
	} else if (argc == 5 && strcmp(argv[1], "text") == 0) {
		put_text(argv[2], argv[3], argv[4]);
	} else {
		fputs("usage: embed theme FOLDER [FILE]... >theme.c\n"
		      "       embed text HEADER NAME FILE >text.c\n",
		      stderr);
		return EXIT_FAILURE;
	}
	if (fflush(stdout) != 0 || ferror(stdout))
		fail("standard output", strerror(errno));
	return EXIT_SUCCESS;
}
