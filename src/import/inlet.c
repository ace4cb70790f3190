#include "import/inlet.h"

#include <string.h>

#define MAGIC        STR("\x1f\x8b\x08") /* gzip's first bytes; deflate is all there is */
#define HEADER_LEAST 10                  /* bytes of a member's header */
#define PROBE        ((size_t)16 << 10)  /* bytes that show what a member begins with */
#define RECORD       STR("WARC/")

/*
 * A damaged member is searched for the next one from its own start, since zlib may have
 * taken that for its data. An input made for it could have us read the same bytes over
 * and over: past so much more than the file itself, we search from where zlib gave up.
 */
#define AGAIN_MAX ((uint64_t)64 << 20)

static struct str rest_of(const struct inlet *inlet)
{
	return str_from(buf_str(&inlet->raw), inlet->taken);
}

/* Where in the file the next byte is that is not used yet. */
static uint64_t raw_place(const struct inlet *inlet)
{
	return inlet->raw_at + inlet->taken;
}

/* Read on, unless so many bytes are there already; false at the end and on failure. */
static bool want(struct inlet *inlet, size_t count)
{
	size_t left = inlet->raw.len - inlet->taken, before;

	if (left >= count)
		return true;
	if (inlet->taken > 0) {
		memmove(inlet->raw.ptr, inlet->raw.ptr + inlet->taken, left);
		inlet->raw_at += inlet->taken;
		inlet->taken = 0;
		buf_truncate(&inlet->raw, left);
	}
	while (inlet->raw.len < count) {
		before = inlet->raw.len;
		inlet->status =
			inlet->supply.read(inlet->supply.context, inlet->raw_at + before,
		                           INLET_PART, &inlet->raw);
		if (inlet->status != FILE_OK || inlet->raw.len == before)
			return false;
	}
	return true;
}

/* The next byte that is used shall be this one of the file. */
static void go(struct inlet *inlet, uint64_t at)
{
	if (at >= inlet->raw_at && at - inlet->raw_at <= inlet->raw.len) {
		inlet->taken = (size_t)(at - inlet->raw_at);
		return;
	}
	buf_reset(&inlet->raw);
	inlet->taken = 0;
	inlet->raw_at = at;
}

bool inlet_open(struct inlet *inlet, struct supply supply)
{
	*inlet = (struct inlet){ .supply = supply };
	want(inlet, MAGIC.len);
	if (inlet->status == FILE_OK &&
	    str_has_prefix(rest_of(inlet), str_slice(MAGIC, 0, 2)))
		inlet->inflater = inflater_new();
	return inlet->status == FILE_OK;
}

void inlet_close(struct inlet *inlet)
{
	inflater_free(inlet->inflater);
	buf_clear(&inlet->raw);
	*inlet = (struct inlet){ 0 };
}

static enum inlet_state at_end(const struct inlet *inlet)
{
	return inlet->status == FILE_OK ? INLET_END : INLET_FAILED;
}

static enum inlet_state read_plain(struct inlet *inlet, struct buf *out)
{
	struct str rest;

	if (!want(inlet, 1))
		return at_end(inlet);
	rest = rest_of(inlet);
	buf_add(out, rest);
	inlet->taken += rest.len;
	inlet->place.at += rest.len;
	return INLET_BYTES;
}

/* Between members. Zeros are what fills up a tape's last block. */
static enum inlet_state begin_member(struct inlet *inlet)
{
	struct str rest;

	while (want(inlet, 1) && inlet->raw.ptr[inlet->taken] == '\0')
		inlet->taken++;
	inlet->place = (struct place){ .at = raw_place(inlet) };
	if (!want(inlet, 1))
		return at_end(inlet);
	want(inlet, MAGIC.len);
	rest = rest_of(inlet);
	if (!str_has_prefix(rest, MAGIC))
		return INLET_DAMAGED;
	inflater_begin(inlet->inflater, INFLATE_GZIP);
	inlet->holds_more = false;
	inlet->inside = true;
	return INLET_BORDER;
}

static enum inlet_state read_member(struct inlet *inlet, struct buf *out)
{
	enum inflate_state state;
	struct str rest;
	size_t made = 0;

	do {
		bool more = want(inlet, 1);

		if (!more && (inlet->status != FILE_OK || !inlet->holds_more))
			return inlet->status == FILE_OK ? INLET_DAMAGED : INLET_FAILED;
		rest = rest_of(inlet);
		state = inflater_add(inlet->inflater, &rest, buf_reserve(out, INLET_PART),
		                     INLET_PART, &made);
		inlet->taken = inlet->raw.len - rest.len;
		inlet->place.within += made;
		inlet->holds_more = made == INLET_PART;
		out->len += made;
	} while (state == INFLATE_MORE && made == 0);
	switch (state) {
	case INFLATE_DONE:
		inlet->inside = false;
		return INLET_BYTES;
	case INFLATE_MORE:
		return INLET_BYTES;
	case INFLATE_BOMB:
		return INLET_BOMB;
	default:
		return INLET_DAMAGED;
	}
}

enum inlet_state inlet_read(struct inlet *inlet, struct buf *out)
{
	if (!inlet->inflater)
		return read_plain(inlet, out);
	return inlet->inside ? read_member(inlet, out) : begin_member(inlet);
}

/* Read up to an offset in the member that begins here, or that we are in. */
static bool skip_to(struct inlet *inlet, uint64_t within)
{
	struct buf waste = { 0 };
	bool ok = inlet->inside || begin_member(inlet) == INLET_BORDER;

	while (ok && inlet->place.within < within) {
		size_t made = 0, size = INLET_PART;
		struct str rest;

		if (size > within - inlet->place.within)
			size = (size_t)(within - inlet->place.within);
		ok = inlet->inside && (want(inlet, 1) || inlet->holds_more);
		if (!ok)
			break;
		rest = rest_of(inlet);
		buf_reset(&waste);
		switch (inflater_add(inlet->inflater, &rest, buf_reserve(&waste, size),
		                     size, &made)) {
		case INFLATE_DONE:
			inlet->inside = false;
			break;
		case INFLATE_MORE:
			break;
		default:
			ok = false;
		}
		inlet->taken = inlet->raw.len - rest.len;
		inlet->place.within += made;
		inlet->holds_more = made == size;
	}
	buf_clear(&waste);
	return ok;
}

bool inlet_seek(struct inlet *inlet, struct place place)
{
	if (!inlet->inflater) {
		go(inlet, place.at);
		inlet->place = place;
		return place.at <= inlet->supply.size;
	}
	if (!inlet->inside || inlet->place.at != place.at ||
	    inlet->place.within > place.within) {
		go(inlet, place.at);
		inlet->inside = false;
	}
	return skip_to(inlet, place.within);
}

bool inlet_is_at_end(const struct inlet *inlet)
{
	return inlet->taken == inlet->raw.len && raw_place(inlet) >= inlet->supply.size;
}

bool inlet_peek(struct inlet *inlet, uint64_t at, size_t limit, struct buf *out)
{
	return inlet->supply.read(inlet->supply.context, at, limit, out) == FILE_OK;
}

bool inlet_may_go_back(struct inlet *inlet, struct place place)
{
	inlet->again += place.within;
	return inlet->again <= AGAIN_MAX + inlet->supply.size;
}

/* Does a member begin at the next byte, and a record of a WARC in it? */
static bool is_record_here(struct inlet *inlet)
{
	char start[8];
	size_t made;
	struct str rest;

	want(inlet, PROBE);
	rest = rest_of(inlet);
	if (rest.len < HEADER_LEAST || !str_has_prefix(rest, MAGIC) ||
	    (rest.ptr[3] & 0xe0))
		return false; /* three flags are reserved, and always 0 */
	inflater_begin(inlet->inflater, INFLATE_GZIP);
	inflater_add(inlet->inflater, &rest, start, sizeof(start), &made);
	return str_has_prefix((struct str){ start, made }, RECORD);
}

bool inlet_recover(struct inlet *inlet)
{
	uint64_t from = inlet->place.at + 1, reached = raw_place(inlet);

	if (!inlet->inflater)
		return false;
	inlet->inside = false;
	if (reached > from)
		inlet->again += reached - from;
	if (inlet->again > AGAIN_MAX + inlet->supply.size)
		from = reached > from ? reached : from;
	for (go(inlet, from); want(inlet, HEADER_LEAST); inlet->taken++) {
		struct str rest = rest_of(inlet);
		size_t skip = str_find_char(rest, MAGIC.ptr[0]);

		if (skip == STR_NONE) {
			inlet->taken = inlet->raw.len - 1;
			continue;
		}
		inlet->taken += skip;
		if (is_record_here(inlet))
			return true;
	}
	return false;
}
