#include "base/pack.h"

#include <string.h>

void pack_str(struct buf *out, struct str s)
{
	pack_uint(out, s.len);
	buf_add(out, s);
}

static void pack_raw(struct buf *out, const void *bytes, size_t size)
{
	buf_add(out, (struct str){ bytes, size });
}

void pack_hash(struct buf *out, struct hash hash)
{
	pack_raw(out, &hash, sizeof(hash));
}

void pack_date(struct buf *out, struct date date)
{
	pack_raw(out, &date, sizeof(date));
}

void pack_stamp(struct buf *out, struct stamp stamp)
{
	pack_raw(out, &stamp, sizeof(stamp));
}

static struct str take(struct unpack *in, uint64_t size)
{
	struct str taken = { 0 };

	if (size > in->rest.len) {
		in->failed = true;
		in->rest = taken;
		return taken;
	}
	taken = str_slice(in->rest, 0, (size_t)size);
	in->rest = str_from(in->rest, (size_t)size);
	return taken;
}

struct str unpack_str(struct unpack *in)
{
	return take(in, unpack_uint(in));
}

/* The place is zeroed if there are not so many bytes left. */
static void unpack_raw(struct unpack *in, void *place, size_t size)
{
	struct str bytes = take(in, size);

	memset(place, 0, size);
	if (bytes.len)
		memcpy(place, bytes.ptr, bytes.len);
}

struct hash unpack_hash(struct unpack *in)
{
	struct hash hash;

	unpack_raw(in, &hash, sizeof(hash));
	return hash;
}

struct date unpack_date(struct unpack *in)
{
	struct date date;

	unpack_raw(in, &date, sizeof(date));
	return date;
}

struct stamp unpack_stamp(struct unpack *in)
{
	struct stamp stamp;

	unpack_raw(in, &stamp, sizeof(stamp));
	return stamp;
}

size_t unpack_count(struct unpack *in)
{
	uint64_t count = unpack_uint(in);

	if (count <= in->rest.len)
		return (size_t)count;
	in->failed = true;
	return 0;
}
