/*
 * theme: the default theme, compiled into the program.
 *
 * Every file under templates/ as it was when the program was built, so that an
 * installed broadsheet needs no data files. The definition is made by src/embed.c at
 * build time. Constant data: it is owned by nobody and may be read by any thread.
 */
#ifndef RENDER_THEME_H
#define RENDER_THEME_H

#include <stddef.h>

struct theme_file {
	const char *name; /* relative to templates/: "article.html", "assets/style.css" */
	const char *text; /* a NUL follows, outside len */
	size_t len;
};

/* In byte order of their names; an entry without a name follows the last. */
extern const struct theme_file theme_files[];
extern const size_t theme_file_count;

#endif
