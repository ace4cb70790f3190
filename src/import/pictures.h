/*
 * pictures: those that imported articles show, named and written beside them.
 *
 * A picture's form is told by its first bytes, whatever was said of it; what is none of
 * these forms stays at its address (SVG among them: it can hold scripts). Its name is
 * that of its address with eight digits of a hash of the address, so that the same
 * picture is the same file in every import. A file that is there already is never
 * overwritten.
 */
#ifndef IMPORT_PICTURES_H
#define IMPORT_PICTURES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/table.h"

#define PICTURE_MAX   ((size_t)64 << 20) /* bytes: a newspaper's largest are a tenth */
#define PICTURE_START 16                 /* bytes that tell the form */

enum picture_form {
	PICTURE_NONE,
	PICTURE_JPEG,
	PICTURE_PNG,
	PICTURE_GIF,
	PICTURE_WEBP,
	PICTURE_AVIF,
};

enum picture_form picture_form_of(struct str start);

/* "harbour-1a2b3c4d.jpg" for http://x/Harbour.jpeg?w=1; key is url_key's. */
struct str picture_name(struct arena *arena, struct str url, uint64_t key,
                        enum picture_form form);

/* A picture that an article shows. */
struct wanted {
	uint32_t capture; /* of the crawl */
	uint32_t path;    /* number of its file in paths */
};

/* Owns the list; the strings are in its arena. The zero value is ready. */
struct pictures {
	struct wanted *items;
	size_t count, cap;
	struct table paths;
	struct arena arena;
};

/* Want a picture at a path; once for each path. */
void pictures_want(struct pictures *pictures, uint32_t capture, struct str path);

void pictures_clear(struct pictures *pictures);

#endif
