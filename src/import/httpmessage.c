#include "import/httpmessage.h"

#include "import/inflate.h"
#include "import/unbrotli.h"

#define PART ((size_t)64 << 10) /* made at a time */

/* "HTTP/1.1 200 OK", "HTTP/2 200", "ICY 200 OK"; 0 if it is none of these. */
static int read_status(struct str line)
{
	struct str version, rest;
	int64_t status;

	str_cut(line, ' ', &version, &rest);
	if (!str_has_prefix_nocase(version, STR("HTTP/")) &&
	    !str_eq_nocase(version, STR("ICY")))
		return 0;
	str_cut(str_trim(rest), ' ', &line, &rest);
	return str_to_int(line, &status) && status > 0 && status < 1000 ? (int)status : 0;
}

/*
 * Is it shorter than it says? A coded body may have been decoded by the crawler, and then
 * its length says nothing; if it was not, decoding tells.
 */
static bool is_too_short(const struct http_message *message)
{
	const struct header_fields *fields = &message->fields;
	struct str coding = header_field(fields, STR("Content-Encoding"));
	int64_t length;

	return header_field(fields, STR("Transfer-Encoding")).len == 0 &&
	       (coding.len == 0 || str_eq_nocase(coding, STR("identity"))) &&
	       str_to_int(header_field(fields, STR("Content-Length")), &length) &&
	       length > 0 && (uint64_t)length > message->body.len;
}

struct http_message http_read(struct arena *arena, struct str block)
{
	struct http_message message = { .body = block };
	struct str rest = block, line, value;

	if (!str_next_line(&rest, &line))
		return message;
	message.status = read_status(line);
	if (message.status == 0)
		return message;
	message.fields = header_fields_read(arena, &rest);
	message.body = rest;
	message.cut_short = is_too_short(&message);
	value = header_field(&message.fields, STR("Content-Type"));
	message.media = media_type(value);
	message.charset = media_parameter(value, STR("charset"));
	return message;
}

/* Chunks. */

/* A line with a chunk's size in hexadecimal digits, and perhaps extensions. */
static bool read_chunk_size(struct str *rest, size_t *size)
{
	struct str after = *rest, line;
	size_t digits = 0;

	if (str_find_char(str_slice(after, 0, 1024), '\n') == STR_NONE)
		return false;
	str_next_line(&after, &line);
	for (*size = 0; digits < line.len; digits++) {
		char c = to_lower(line.ptr[digits]);

		if (!is_digit(c) && (c < 'a' || c > 'f'))
			break;
		if (*size > SIZE_MAX >> 5)
			return false;
		*size = *size * 16 + (size_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	line = str_trim(str_from(line, digits));
	if (digits == 0 || (line.len > 0 && line.ptr[0] != ';'))
		return false;
	*rest = after;
	return true;
}

/* Append the chunks' data. What is not chunked at all is taken as it is. */
static unsigned add_chunks(struct str rest, size_t limit, struct buf *out)
{
	size_t start = out->len, size;

	while (rest.len > 0) {
		size_t room = limit - (out->len - start);

		if (!read_chunk_size(&rest, &size)) {
			unsigned flags = out->len == start ? 0 : HTTP_CHUNKS_WRONG;

			buf_add(out, str_slice(rest, 0, room));
			return rest.len > room ? flags | HTTP_TOO_LARGE : flags;
		}
		if (size == 0)
			return 0;
		buf_add(out, str_slice(rest, 0, size < room ? size : room));
		if (size > room)
			return HTTP_TOO_LARGE;
		if (size > rest.len)
			return HTTP_CUT_SHORT;
		rest = str_from(rest, size);
		if (!str_skip_prefix(&rest, STR("\r\n")))
			str_skip_prefix(&rest, STR("\n"));
	}
	return HTTP_CUT_SHORT;
}

/* Compressed data. */

static unsigned inflate_body(struct str body, enum inflate_form form, size_t limit,
                             struct buf *out)
{
	struct inflater *inflater = inflater_new();
	size_t end = out->len + limit, made;
	unsigned flags = 0;

	inflater_begin(inflater, form);
	for (;;) {
		size_t room = end - out->len < PART ? end - out->len : PART;
		size_t before = body.len;
		enum inflate_state state = inflater_add(
			inflater, &body, buf_reserve(out, room), room, &made);

		out->len += made;
		if (state == INFLATE_DONE && form == INFLATE_GZIP && body.len > 0)
			inflater_begin(inflater, form); /* members may be joined */
		else if (state == INFLATE_DONE)
			break;
		else if (state == INFLATE_DAMAGED)
			flags = HTTP_DAMAGED;
		else if (state == INFLATE_BOMB || out->len == end)
			flags = HTTP_TOO_LARGE;
		else if (made == 0 && body.len == before)
			flags = HTTP_CUT_SHORT;
		if (flags)
			break;
	}
	inflater_free(inflater);
	return flags;
}

static bool is_gzip(struct str body)
{
	return str_has_prefix(body, STR("\x1f\x8b"));
}

/* A sum over the first two bytes tells zlib's form, as which "deflate" is specified. */
static bool is_zlib(struct str body)
{
	unsigned first, second;

	if (body.len < 2)
		return false;
	first = (unsigned char)body.ptr[0];
	second = (unsigned char)body.ptr[1];
	return (first & 0x0f) == 8 && (first * 256 + second) % 31 == 0;
}

/* Does it begin as the text of a page or a script does? Then nothing is to be undone. */
static bool is_text(struct str body)
{
	body = str_trim_start(str_slice(body, 0, 64));
	str_skip_prefix(&body, STR("\xef\xbb\xbf"));
	return body.len > 0 && (body.ptr[0] == '<' || body.ptr[0] == '{');
}

/* Bytes that are not what they are said to be at once are as they were meant. */
static unsigned keep_if_nothing(unsigned flags, struct str body, size_t start,
                                size_t limit, struct buf *out)
{
	if (!(flags & HTTP_DAMAGED) || out->len > start)
		return flags;
	buf_add(out, str_slice(body, 0, limit));
	return body.len > limit ? HTTP_TOO_LARGE : 0;
}

static unsigned undo_brotli(struct str body, size_t limit, struct buf *out)
{
	size_t start = out->len;

	switch (unbrotli(body, limit, out)) {
	case UNBROTLI_CUT_SHORT:
		return HTTP_CUT_SHORT;
	case UNBROTLI_DAMAGED:
		/* Text may look like brotli for a while. */
		if (is_text(body))
			buf_truncate(out, start);
		return keep_if_nothing(HTTP_DAMAGED, body, start, limit, out);
	case UNBROTLI_TOO_LARGE:
		return HTTP_TOO_LARGE;
	default:
		return 0;
	}
}

static unsigned undo_coding(struct str coding, struct str body, size_t limit,
                            struct buf *out)
{
	size_t start = out->len;
	unsigned flags;

	if (str_eq_nocase(coding, STR("br")) && !is_text(body))
		return undo_brotli(body, limit, out);
	if (str_eq_nocase(coding, STR("deflate")) && !is_text(body)) {
		flags = inflate_body(body, is_zlib(body) ? INFLATE_ZLIB : INFLATE_BARE,
		                     limit, out);
		return keep_if_nothing(flags, body, start, limit, out);
	}
	if ((str_eq_nocase(coding, STR("gzip")) ||
	     str_eq_nocase(coding, STR("x-gzip"))) &&
	    is_gzip(body)) {
		flags = inflate_body(body, INFLATE_GZIP, limit, out);
		return keep_if_nothing(flags, body, start, limit, out);
	}
	buf_add(out, str_slice(body, 0, limit));
	return body.len > limit ? HTTP_TOO_LARGE : 0;
}

static bool is_known_coding(struct str coding)
{
	static const struct str known[] = {
		STR_INIT("gzip"),    STR_INIT("x-gzip"), STR_INIT("deflate"),
		STR_INIT("br"),      STR_INIT(""),       STR_INIT("identity"),
		STR_INIT("chunked"), STR_INIT("none"),
	};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (str_eq_nocase(coding, known[i]))
			return true;
	return false;
}

/* The last coding named was done last, and is undone first. */
static struct str last_of(struct str *list)
{
	size_t comma = str_find_last_char(*list, ',');
	struct str last = *list;

	if (comma == STR_NONE) {
		*list = (struct str){ 0 };
	} else {
		last = str_from(*list, comma + 1);
		*list = str_slice(*list, 0, comma);
	}
	return str_trim(last);
}

/* A body on its way: undone so far into one buf, next into the other. */
struct undoing {
	struct str body;
	struct buf bufs[2];
	bool current; /* which of them holds the body */
	size_t limit;
	unsigned flags;
};

static void undo_list(struct undoing *undoing, struct str list)
{
	for (int n = 0; list.len > 0; n++) {
		struct str coding = last_of(&list);
		struct buf *work = &undoing->bufs[!undoing->current];

		if (!is_known_coding(coding) || n == HTTP_CODINGS_MAX) {
			if (!is_text(undoing->body))
				undoing->flags |= HTTP_UNKNOWN_CODING;
			return;
		}
		buf_reset(work);
		if (str_eq_nocase(coding, STR("chunked")))
			undoing->flags |= add_chunks(undoing->body, undoing->limit, work);
		else
			undoing->flags |=
				undo_coding(coding, undoing->body, undoing->limit, work);
		undoing->body = buf_str(work);
		undoing->current = !undoing->current;
	}
}

unsigned http_body(const struct http_message *message, size_t limit, struct buf *out)
{
	struct undoing undoing = { .body = message->body,
		                   .limit = limit,
		                   .flags = message->cut_short ? HTTP_CUT_SHORT : 0 };

	undo_list(&undoing, header_field(&message->fields, STR("Transfer-Encoding")));
	undo_list(&undoing, header_field(&message->fields, STR("Content-Encoding")));
	if (undoing.body.len > limit)
		undoing.flags |= HTTP_TOO_LARGE;
	buf_add(out, str_slice(undoing.body, 0, limit));
	buf_clear(&undoing.bufs[0]);
	buf_clear(&undoing.bufs[1]);
	return undoing.flags;
}

const char *http_explain(unsigned flags)
{
	if (flags & HTTP_TOO_LARGE)
		return "the body is too large";
	if (flags & HTTP_UNKNOWN_CODING)
		return "the body's Content-Encoding is unknown";
	if (flags & HTTP_DAMAGED)
		return "the compressed body is damaged";
	if (flags & HTTP_CHUNKS_WRONG)
		return "the body's chunks are wrong";
	if (flags & HTTP_CUT_SHORT)
		return "the body is cut short";
	return NULL;
}
