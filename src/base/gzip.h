/*
 * gzip: bytes compressed into one gzip member, by libdeflate (the only includer of it).
 *
 * What comes out depends on the bytes and the library's release alone: there is no time
 * and no file name in it. A struct gzip is a thread's own. Cannot fail but for memory.
 */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include "base/buf.h"
#include "base/str.h"

struct gzip;

struct gzip *gzip_new(void);
void gzip_free(struct gzip *gzip);

/* Append the compressed bytes. */
void gzip_add(struct gzip *gzip, struct str bytes, struct buf *out);

#endif
