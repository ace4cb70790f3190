#include "import/stream.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Members that one record may be in: more only make us keep their places. */
#define BORDERS_MAX ((size_t)1 << 16)

/* Moving less than this is not worth a call. */
#define DROP_LEAST 64

struct str stream_from(const struct stream *stream, uint64_t offset)
{
	return str_from(buf_str(&stream->window), (size_t)(offset - stream->base));
}

uint64_t stream_end(const struct stream *stream)
{
	return stream->base + stream->window.len;
}

struct place stream_place(const struct stream *stream, uint64_t offset)
{
	size_t i = stream->border_count;
	struct place place;

	while (i > 1 && stream->borders[i - 1].offset > offset)
		i--;
	place = stream->borders[i - 1].place;
	if (stream->inlet.inflater)
		place.within += offset - stream->borders[i - 1].offset;
	else
		place.at += offset - stream->borders[i - 1].offset;
	return place;
}

void stream_complain(struct stream *stream, struct place place, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list args;

	if (stream->damages++ >= STREAM_DAMAGES || !stream->diags)
		return;
	va_start(args, fmt);
	buf_vprintf(&text, fmt, args);
	va_end(args);
	if (place.within > 0)
		diag_warn_path(stream->diags, stream->path,
		               "byte %" PRIu64 "+%" PRIu64 ": %.*s", place.at,
		               place.within, STR_ARG(buf_str(&text)));
	else
		diag_warn_path(stream->diags, stream->path, "byte %" PRIu64 ": %.*s",
		               place.at, STR_ARG(buf_str(&text)));
	buf_clear(&text);
}

/* Of borders at one offset the last counts; but a break stays one. */
static void add_border(struct stream *stream, struct place place, bool is_break)
{
	size_t last = stream->border_count - 1;

	if (stream->border_count > 0 &&
	    stream->borders[last].offset == stream_end(stream)) {
		is_break |= stream->borders[last].is_break;
		stream->border_count--;
	}
	if (stream->border_count == BORDERS_MAX) {
		stream_complain(stream, place,
		                "is in pieces too small to be a WARC's: it ends here");
		stream->ended = true;
		return;
	}
	if (stream->border_count == stream->border_cap) {
		stream->border_cap = 2 * stream->border_cap + 16;
		stream->borders = xrealloc_array(stream->borders, stream->border_cap,
		                                 sizeof(*stream->borders));
	}
	stream->borders[stream->border_count++] =
		(struct border){ stream_end(stream), place, is_break };
}

void stream_drop(struct stream *stream, uint64_t offset)
{
	size_t gone = (size_t)(offset - stream->base), left = stream->window.len - gone,
	       i = 0;

	if (gone < left || gone < DROP_LEAST)
		return;
	memmove(stream->window.ptr, stream->window.ptr + gone, left);
	buf_truncate(&stream->window, left);
	stream->base = offset;
	while (i + 1 < stream->border_count && stream->borders[i + 1].offset <= offset)
		i++;
	if (i > 0) {
		stream->border_count -= i;
		memmove(stream->borders, stream->borders + i,
		        stream->border_count * sizeof(*stream->borders));
	}
}

static void damaged(struct stream *stream, bool bomb)
{
	struct place place = stream->inlet.place;

	if (bomb)
		stream_complain(
			stream, place,
			"unpacks to more than %d times its size: the rest is left out",
			INFLATE_RATIO);
	else if (inlet_is_at_end(&stream->inlet))
		stream_complain(stream, place, "the file ends within what is compressed");
	else
		stream_complain(stream, place,
		                "the compressed data is damaged from here on");
	if (inlet_recover(&stream->inlet))
		add_border(stream, place, true);
	else
		stream->ended = true;
}

bool stream_fill(struct stream *stream)
{
	enum inlet_state state;
	size_t before = stream->window.len;

	if (stream->ended)
		return false;
	state = inlet_read(&stream->inlet, &stream->window);
	switch (state) {
	case INLET_BYTES:
		break;
	case INLET_BORDER:
		add_border(stream, stream->inlet.place, false);
		break;
	case INLET_DAMAGED:
	case INLET_BOMB:
		damaged(stream, state == INLET_BOMB);
		break;
	case INLET_FAILED:
		stream->failed = true;
		if (stream->diags)
			diag_error_path(stream->diags, stream->path, "%s",
			                files_explain(stream->inlet.status));
		stream->ended = true;
		break;
	case INLET_END:
		stream->ended = true;
	}
	return !stream->ended || stream->window.len > before;
}

bool stream_reach(struct stream *stream, uint64_t offset)
{
	while (stream_end(stream) < offset && stream_fill(stream))
		;
	return stream_end(stream) >= offset;
}

/* The offset of a place that is in the window. */
static bool find_place(const struct stream *stream, struct place place, uint64_t *offset)
{
	for (size_t i = stream->border_count; i-- > 0;) {
		const struct border *border = &stream->borders[i];
		uint64_t ahead = place.within - border->place.within;

		if (!stream->inlet.inflater)
			ahead = place.at - border->place.at;
		else if (border->place.at != place.at || border->is_break)
			continue;
		*offset = border->offset + ahead;
		return *offset >= stream->base && *offset < stream_end(stream) &&
		       ahead < stream_end(stream) - border->offset;
	}
	return false;
}

bool stream_seek(struct stream *stream, struct place place, uint64_t *offset)
{
	if (find_place(stream, place, offset))
		return true;
	*offset = 0;
	buf_reset(&stream->window);
	stream->border_count = 0;
	stream->base = 0;
	stream->ended = !inlet_seek(&stream->inlet, place);
	add_border(stream, place, false);
	return !stream->ended;
}

bool stream_open(struct stream *stream, struct supply supply, struct str path,
                 struct diags *diags)
{
	*stream = (struct stream){ .path = path, .diags = diags };
	add_border(stream, (struct place){ 0 }, false);
	if (inlet_open(&stream->inlet, supply))
		return true;
	stream->failed = stream->ended = true;
	if (diags)
		diag_error_path(diags, path, "%s", files_explain(stream->inlet.status));
	return false;
}

void stream_close(struct stream *stream)
{
	inlet_close(&stream->inlet);
	buf_clear(&stream->window);
	free(stream->borders);
	*stream = (struct stream){ 0 };
}
