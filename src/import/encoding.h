/*
 * encoding: the bytes of a file of unknown making as clean UTF-8.
 *
 * Valid UTF-8 stays; a byte that is no part of it is read as windows-1252, as browsers
 * do; a byte order mark is skipped and UTF-16 behind one is converted. Lines end in
 * "\n". Control characters but tabs are removed. The result is in the arena. Cannot fail.
 */
#ifndef IMPORT_ENCODING_H
#define IMPORT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct encoding_notes {
	bool utf16;          /* was converted from UTF-16 */
	size_t windows_1252; /* bytes read as windows-1252 */
	size_t controls;     /* characters removed */
};

struct str encoding_clean(struct arena *arena, struct str bytes,
                          struct encoding_notes *notes);

/*
 * False: it is a picture, a PDF, an archive or the like, whatever it is called. As the
 * WHATWG's MIME Sniffing has it, but that a few control characters are forgiven.
 */
bool encoding_is_text(struct str bytes);

#endif
