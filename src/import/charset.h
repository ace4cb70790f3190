/*
 * charset: which encoding a page is in, and its bytes as valid UTF-8.
 *
 * As browsers do it (the WHATWG's Encoding and HTML standards): a byte order mark tells,
 * then what was declared along with the page, then what the page says of itself in its
 * first bytes, then windows-1252. But what is valid UTF-8 but for a byte here and there,
 * and not plain ASCII, is UTF-8 whatever it says: pages that were saved again keep their
 * old declaration, and one bad byte must not cost a page its letters. Labels mean what
 * the WHATWG says they mean: "iso-8859-1" is windows-1252. What is not valid becomes
 * U+FFFD, never an end, and so does a character of UTF-8 that breaks off; but a lone byte
 * among UTF-8 is read as windows-1252, which is what it nearly always was (encoding.h).
 *
 * A struct charsets holds the converters that were needed so far (iconv's, which are
 * loaded from files); charsets_clear closes them. The zero value is ready for use. One
 * belongs to one thread.
 */
#ifndef IMPORT_CHARSET_H
#define IMPORT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "import/encoding.h"

#define CHARSETS 37 /* of the WHATWG that have labels, by their place in charset.c */

struct charsets {
	void *converters[CHARSETS]; /* iconv_t; NULL: not opened yet */
	bool failed[CHARSETS];      /* the system does not have it */
};

/* Open all of them now, for whom files will be out of reach later. */
void charsets_open(struct charsets *charsets);
void charsets_clear(struct charsets *charsets);

/* The WHATWG's name of an encoding by one of its labels, or empty. */
struct str charset_by_label(struct str label);

/* The name of the encoding that bytes are in; declared is a label from outside, or empty.
 */
struct str charset_find(struct str bytes, struct str declared);

/*
 * The bytes as valid UTF-8 with lines that end in "\n", without controls and without a
 * byte order mark, in the arena. name (may be NULL) gets the encoding they were in.
 */
struct str charset_decode(struct charsets *charsets, struct arena *arena,
                          struct str bytes, struct str declared, struct str *name);

#endif
