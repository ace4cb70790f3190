#include "import/warc.h"

#include <inttypes.h>

#include "base/utf8.h"

#define VERSION STR("WARC/")

/* A block up to this size is looked at whole, so that a wrong length does no harm. */
#define KEEP ((size_t)1 << 20)

/* Enough behind a block, or of a record, to tell that a record begins. */
#define AHEAD 64

/* Beginnings of records. */

/* "WARC/1.0", an end of line, and a field's name: no other text begins so by chance. */
static bool is_beginning(struct str text)
{
	struct str line, name, value;

	if (!str_skip_prefix(&text, VERSION) || text.len == 0 || !is_digit(text.ptr[0]) ||
	    str_find_char(str_slice(text, 0, 8), '\n') == STR_NONE)
		return false;
	str_next_line(&text, &line);
	if (line.len < 3 || line.len > 5 || line.ptr[1] != '.')
		return false;
	str_cut(str_slice(text, 0, 32), ':', &name, &value);
	return str_has_prefix_nocase(name, STR("WARC-")) ||
	       str_has_prefix_nocase(name, STR("Content-"));
}

/* The border at which a block must end that began at start: a member with a record. */
static bool find_stop(struct warc *warc, uint64_t start, uint64_t *stop)
{
	size_t i = warc->stream.border_count;

	while (i > 0 && warc->stream.borders[i - 1].offset > start)
		i--;
	for (; i < warc->stream.border_count; i++) {
		const struct border *border = &warc->stream.borders[i];
		struct str text = stream_from(&warc->stream, border->offset);

		*stop = border->offset;
		if (border->is_break || str_has_prefix(text, VERSION))
			return true;
	}
	return false;
}

/*
 * Find the next beginning of a record from warc->searched on, with bytes up to an offset
 * read; false if there is none among them.
 */
static bool search(struct warc *warc, uint64_t upto, uint64_t *found)
{
	for (;;) {
		struct str text = stream_from(&warc->stream, warc->searched);
		size_t at = str_find(text, VERSION);

		if (at != STR_NONE) {
			*found = warc->searched + at;
			stream_reach(&warc->stream, *found + AHEAD);
			if (is_beginning(stream_from(&warc->stream, *found)))
				return true;
			warc->searched = *found + 1;
			continue;
		}
		if (text.len >= VERSION.len)
			warc->searched += text.len - VERSION.len + 1;
		if (stream_end(&warc->stream) >= upto || !stream_fill(&warc->stream))
			return false;
	}
}

/* Blocks. */

/* What is behind a record: line ends, then another record or nothing. */
static bool begins_well(struct str rest)
{
	while (rest.len && (rest.ptr[0] == '\r' || rest.ptr[0] == '\n'))
		rest = str_from(rest, 1);
	return rest.len == 0 || str_has_prefix(rest, VERSION);
}

/* What is behind a border may be damaged: that is another record's concern. */
static bool ends_well(struct warc *warc, uint64_t offset)
{
	struct stream *stream = &warc->stream;
	struct str rest;
	size_t i;

	stream_reach(stream, offset + AHEAD);
	rest = stream_from(stream, offset);
	for (i = stream->border_count; i > 0 && stream->borders[i - 1].offset >= offset;
	     i--)
		rest = str_slice(rest, 0,
		                 (size_t)(stream->borders[i - 1].offset - offset));
	return begins_well(rest);
}

static void settle(struct warc *warc, uint64_t end)
{
	warc->end = end;
	warc->settled = true;
}

/* It ends where the next record begins, but for the two line ends between them. */
static void settle_by_beginning(struct warc *warc, size_t limit)
{
	uint64_t upto = warc->start + limit, end;
	struct str block;

	warc->searched = warc->start;
	if (!search(warc, upto, &end)) {
		end = stream_end(&warc->stream);
		if (!warc->stream.ended) {
			settle(warc, end); /* warc_next looks for the next one */
			return;
		}
	}
	if (find_stop(warc, warc->start, &upto) && upto < end)
		end = upto;
	block = str_slice(stream_from(&warc->stream, warc->start), 0,
	                  (size_t)(end - warc->start));
	for (int i = 0; i < 2; i++)
		if (str_skip_suffix(&block, STR("\n")))
			str_skip_suffix(&block, STR("\r"));
	settle(warc, warc->start + block.len);
}

/* Fewer bytes than the length says: the input, or its member, ends before. */
static void settle_cut_short(struct warc *warc, uint64_t end)
{
	uint64_t found;

	warc->searched = warc->start;
	if (search(warc, end, &found) && found < end)
		end = found;
	stream_complain(&warc->stream, warc->place,
	                "the record is cut short: %" PRIu64 " of %" PRIu64
	                " bytes are there",
	                end - warc->start, warc->length);
	settle(warc, end);
}

/* In a plain file we can look at a far end, and need not read up to it. */
static void check_far_end(struct warc *warc, size_t limit)
{
	struct place place = stream_place(&warc->stream, warc->start);
	uint64_t left = warc->stream.inlet.supply.size - place.at;
	struct buf tail = { 0 };

	if (warc->length > left) {
		stream_complain(&warc->stream, place,
		                "the record is cut short: no more than %" PRIu64
		                " of %" PRIu64 " bytes are there",
		                left, warc->length);
		settle_by_beginning(warc, limit);
		return;
	}
	if (inlet_peek(&warc->stream.inlet, place.at + warc->length, AHEAD, &tail) &&
	    !begins_well(buf_str(&tail))) {
		stream_complain(&warc->stream, place,
		                "the record does not end where its Content-Length says");
		settle_by_beginning(warc, limit);
	}
	buf_clear(&tail);
}

/* Find the block's end, if it is no more than limit bytes away. */
static void settle_block(struct warc *warc, size_t limit)
{
	uint64_t want = warc->length < limit ? warc->length : limit, stop;

	if (!warc->length_known) {
		settle_by_beginning(warc, limit);
		return;
	}
	stream_reach(&warc->stream, warc->start + want + AHEAD);
	if (find_stop(warc, warc->start, &stop) && stop < warc->start + want) {
		settle_cut_short(warc, stop);
		return;
	}
	if (stream_end(&warc->stream) < warc->start + want) {
		settle_cut_short(warc, stream_end(&warc->stream));
		return;
	}
	if (warc->length > limit) {
		if (!warc->stream.inlet.inflater)
			check_far_end(warc, limit);
		return;
	}
	if (ends_well(warc, warc->start + warc->length)) {
		settle(warc, warc->start + warc->length);
		return;
	}
	stream_complain(&warc->stream, warc->place,
	                "the record does not end where its Content-Length says");
	settle_by_beginning(warc, limit);
}

struct str warc_block(struct warc *warc, size_t limit, bool *whole)
{
	struct str block;

	if (!warc->settled)
		settle_block(warc, limit > KEEP ? limit : KEEP);
	block = stream_from(&warc->stream, warc->start);
	if (warc->settled)
		block = str_slice(block, 0, (size_t)(warc->end - warc->start));
	*whole = warc->settled && block.len <= limit;
	return str_slice(block, 0, limit);
}

/*
 * Read past a long block of compressed data. Where another record begins within it is
 * kept in mind: should the block not end well, its length was wrong.
 */
static void read_past(struct warc *warc)
{
	uint64_t end = warc->start + warc->length, stop = UINT64_MAX, found, most;
	struct place suspect = { 0 };
	bool suspected = false, more = true;

	if (warc->length > UINT64_MAX - warc->start - AHEAD)
		end = UINT64_MAX - AHEAD;
	warc->searched = warc->at = warc->start;
	while (more && warc->at < end && stop == UINT64_MAX) {
		more = stream_fill(&warc->stream);
		if (!find_stop(warc, warc->at, &stop) || stop >= end)
			stop = UINT64_MAX;
		if (!suspected && search(warc, 0, &found) && found < end) {
			suspected = true;
			suspect = stream_place(&warc->stream, found);
		}
		/* What a border is, the bytes behind it tell. */
		most = stream_end(&warc->stream) - (more ? AHEAD : 0);
		most = most > warc->at ? most : warc->at;
		warc->at = stop < UINT64_MAX ? stop : most < end ? most : end;
		stream_drop(&warc->stream, warc->at);
	}
	if (warc->at == end && ends_well(warc, end))
		return;
	stream_complain(&warc->stream, warc->place,
	                "the record does not end where its Content-Length says");
	if (suspected && inlet_may_go_back(&warc->stream.inlet, suspect))
		warc_seek(warc, suspect);
}

/* A plain file was seen to go on well there. */
static void jump(struct warc *warc)
{
	struct place place = stream_place(&warc->stream, warc->start);

	place.at += warc->length;
	warc_seek(warc, place);
}

static void skip_block(struct warc *warc)
{
	if (!warc->inside)
		return;
	warc->inside = false;
	if (!warc->settled)
		settle_block(warc, KEEP);
	if (warc->settled)
		warc->at = warc->end;
	else if (warc->stream.inlet.inflater)
		read_past(warc);
	else
		jump(warc);
}

/* Records. */

/* Past the line ends between two records. */
static bool skip_line_ends(struct warc *warc)
{
	for (;;) {
		stream_drop(&warc->stream, warc->at);
		if (!stream_reach(&warc->stream, warc->at + 1))
			return false;
		if (!is_space(stream_from(&warc->stream, warc->at).ptr[0]))
			return true;
		warc->at++;
	}
}

/* To the next beginning of a record behind the next byte. */
static bool find_next(struct warc *warc)
{
	uint64_t found, stop;
	bool is_found, is_stop;

	warc->searched = warc->at + 1;
	do {
		uint64_t from = warc->searched - 1;

		is_found = search(warc, warc->searched + INLET_PART, &found);
		is_stop = find_stop(warc, from, &stop);
		if (is_stop && (!is_found || stop < found))
			found = stop;
		if (is_found || is_stop) {
			warc->at = found;
			return true;
		}
		stream_drop(&warc->stream, warc->searched - 1);
	} while (!warc->stream.ended);
	return false;
}

/* The length of the lines up to and with the empty one; 0 if they do not end. */
static size_t header_length(struct str text)
{
	struct str rest = text, line;

	while (str_next_line(&rest, &line)) {
		size_t length = text.len - rest.len;

		if (line.len == 0)
			return text.ptr[length - 1] == '\n' ? length : 0;
	}
	return 0;
}

/* The header's text, with its empty line; false if there is no end to it. */
static bool find_header(struct warc *warc, struct str *header)
{
	size_t want = AHEAD, length;

	for (;;) {
		bool more = stream_reach(&warc->stream, warc->at + want);
		struct str text = stream_from(&warc->stream, warc->at);
		uint64_t stop;

		if (find_stop(warc, warc->at, &stop))
			text = str_slice(text, 0, (size_t)(stop - warc->at));
		length = header_length(str_slice(text, 0, WARC_HEADER_MAX));
		*header = str_slice(text, 0, length);
		if (length > 0)
			return true;
		if (!more || text.len >= WARC_HEADER_MAX || text.len < want)
			return false;
		want = 2 * text.len;
	}
}

static enum warc_type type_by_name(struct str name)
{
	if (str_eq_nocase(name, STR("response")))
		return WARC_RESPONSE;
	if (str_eq_nocase(name, STR("resource")))
		return WARC_RESOURCE;
	if (str_eq_nocase(name, STR("revisit")))
		return WARC_REVISIT;
	return WARC_OTHER;
}

struct str warc_uri(struct arena *arena, struct str uri)
{
	struct buf out = { 0 };
	bool is_text;

	uri = str_trim(uri);
	if (str_skip_prefix(&uri, STR("<")))
		str_skip_suffix(&uri, STR(">"));
	is_text = utf8_invalid(uri) == STR_NONE;
	for (size_t i = 0; i < uri.len; i++) {
		unsigned char c = (unsigned char)uri.ptr[i];

		if (c > ' ' && c != 0x7f && (is_text || c < 0x80))
			buf_add_char(&out, uri.ptr[i]);
		else
			buf_printf(&out, "%%%02X", c);
	}
	uri = buf_keep(&out, arena);
	buf_clear(&out);
	return uri;
}

static bool read_length(const struct header_fields *fields, uint64_t *length)
{
	int64_t n;

	if (!str_to_int(header_field(fields, STR("Content-Length")), &n) || n < 0)
		return false;
	*length = (uint64_t)n;
	return true;
}

/* The record whose header begins at the next byte. */
static bool read_record(struct warc *warc, struct warc_record *record)
{
	struct str text, line, type;

	if (!find_header(warc, &text))
		return false;
	warc->start = warc->at + text.len;
	text = arena_str(&warc->arena, text);
	str_next_line(&text, &line);
	warc->place = stream_place(&warc->stream, warc->at);
	*record = (struct warc_record){ .place = warc->place };
	record->fields = header_fields_read(&warc->arena, &text);
	type = header_field(&record->fields, STR("WARC-Type"));
	if (type.len == 0)
		return false;
	record->type = type_by_name(type);
	record->url = warc_uri(&warc->arena,
	                       header_field(&record->fields, STR("WARC-Target-URI")));
	record->media = header_field(&record->fields, STR("Content-Type"));
	date_parse(header_field(&record->fields, STR("WARC-Date")), &record->date);
	warc->length_known = read_length(&record->fields, &warc->length);
	if (!warc->length_known) {
		stream_complain(
			&warc->stream, record->place,
			"the record has no Content-Length: it ends where the next begins");
		warc->length = UINT64_MAX;
	}
	warc->inside = warc->found = true;
	warc->settled = false;
	return true;
}

bool warc_next(struct warc *warc, struct warc_record *record)
{
	arena_reset(&warc->arena);
	skip_block(warc);
	while (skip_line_ends(warc)) {
		struct place place;

		stream_reach(&warc->stream, warc->at + AHEAD);
		if (str_has_prefix(stream_from(&warc->stream, warc->at), VERSION) &&
		    read_record(warc, record))
			return true;
		place = stream_place(&warc->stream, warc->at);
		if (!find_next(warc)) {
			if (warc->found) /* else it is none: whoever opened it says so */
				stream_complain(&warc->stream, place,
				                "no record is here, nor behind it");
			warc->at = stream_end(&warc->stream);
			return false;
		}
		stream_complain(&warc->stream, place,
		                "no record is here: it goes on at byte %" PRIu64,
		                stream_place(&warc->stream, warc->at).at);
	}
	return false;
}

bool warc_seek(struct warc *warc, struct place place)
{
	warc->inside = false;
	return stream_seek(&warc->stream, place, &warc->at);
}

size_t warc_hidden(const struct warc *warc)
{
	size_t damages = warc->stream.damages;

	return damages > STREAM_DAMAGES ? damages - STREAM_DAMAGES : 0;
}

bool warc_open(struct warc *warc, struct supply supply, struct str path,
               struct diags *diags)
{
	*warc = (struct warc){ 0 };
	return stream_open(&warc->stream, supply, path, diags);
}

void warc_close(struct warc *warc)
{
	stream_close(&warc->stream);
	arena_clear(&warc->arena);
	*warc = (struct warc){ 0 };
}
