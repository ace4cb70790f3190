#include "import/mhtml.h"

#include "base/base64.h"
#include "base/buf.h"
#include "base/url.h"
#include "import/headerfields.h"

#define TOP 4096 /* bytes that the first headers are in */

struct reader {
	struct arena *arena;
	struct embedded *embedded;
	struct mhtml *out;
};

static void read_entity(struct reader *reader, struct str text, unsigned depth);

static bool is_html(struct str type)
{
	return str_eq_nocase(type, STR("text/html")) ||
	       str_eq_nocase(type, STR("application/xhtml+xml"));
}

bool mhtml_is(struct arena *arena, struct str bytes)
{
	struct str top = str_slice(bytes, 0, TOP), type;
	struct header_fields fields;

	if (top.len == 0 || !is_alpha(top.ptr[0]))
		return false;
	fields = header_fields_read(arena, &top);
	type = media_type(header_field(&fields, STR("Content-Type")));
	return header_field(&fields, STR("MIME-Version")).len > 0 &&
	       (is_html(type) || str_has_prefix_nocase(type, STR("multipart/")));
}

static int hex_at(struct str text, size_t at)
{
	char c = at < text.len ? to_lower(text.ptr[at]) : '\0';

	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "=3D" is "=", and "=" at the end of a line says that it goes on (RFC 2045, 6.7). */
static struct str unquoted(struct arena *arena, struct str text)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < text.len; i++) {
		size_t end = i + 1;
		int high = hex_at(text, i + 1), low = hex_at(text, i + 2);

		if (text.ptr[i] != '=') {
			buf_add_char(&out, text.ptr[i]);
			continue;
		}
		if (high >= 0 && low >= 0) {
			buf_add_char(&out, (char)(high << 4 | low));
			i += 2;
			continue;
		}
		while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\r'))
			end++;
		if (end < text.len && text.ptr[end] == '\n')
			i = end;
		else
			buf_add_char(&out, '=');
	}
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

static struct str decoded(struct arena *arena, struct str encoding, struct str body)
{
	if (str_eq_nocase(encoding, STR("quoted-printable")))
		return unquoted(arena, body);
	if (str_eq_nocase(encoding, STR("base64")) && !base64_decode(arena, body, &body))
		return (struct str){ 0 };
	return body;
}

/* "<image@mhtml.blink>" is shown as "cid:image@mhtml.blink". */
static struct str address_of_id(struct arena *arena, struct str id)
{
	str_skip_prefix(&id, STR("<"));
	str_skip_suffix(&id, STR(">"));
	return id.len ? arena_printf(arena, "cid:%.*s", STR_ARG(id)) : id;
}

static void read_leaf(struct reader *reader, const struct header_fields *fields,
                      struct str body)
{
	struct str content = header_field(fields, STR("Content-Type"));
	struct str encoding = header_field(fields, STR("Content-Transfer-Encoding"));
	struct str location = header_field(fields, STR("Content-Location"));
	struct str id = header_field(fields, STR("Content-ID"));

	if (is_html(media_type(content)) && reader->out->html.len == 0) {
		reader->out->html = decoded(reader->arena, encoding, body);
		reader->out->charset = media_parameter(content, STR("charset"));
		if (url_is_web(location))
			reader->out->url = location;
	} else if (reader->embedded && str_eq_nocase(encoding, STR("base64")) &&
	           str_has_prefix_nocase(content, STR("image/"))) {
		if (location.len == 0)
			location = address_of_id(reader->arena, id);
		embedded_add(reader->arena, reader->embedded, location, body);
	}
}

/* Where the next line begins that is the delimiter; text.len if none does. */
static size_t find_delimiter(struct str text, struct str delimiter)
{
	size_t from = 0, at;

	while ((at = str_find(str_from(text, from), delimiter)) != STR_NONE) {
		if (from + at == 0 || text.ptr[from + at - 1] == '\n')
			return from + at;
		from += at + 1;
	}
	return text.len;
}

static void read_parts(struct reader *reader, struct str boundary, struct str text,
                       unsigned depth)
{
	struct str delimiter = arena_printf(reader->arena, "--%.*s", STR_ARG(boundary));
	struct str line, part;

	text = str_from(text, find_delimiter(text, delimiter));
	while (str_next_line(&text, &line) &&
	       !str_has_prefix(str_from(line, delimiter.len), STR("--"))) {
		size_t end = find_delimiter(text, delimiter);

		part = str_slice(text, 0, end);
		str_skip_suffix(&part, STR("\n"));
		str_skip_suffix(&part, STR("\r"));
		read_entity(reader, part, depth);
		text = str_from(text, end);
	}
}

static void read_entity(struct reader *reader, struct str text, unsigned depth)
{
	struct header_fields fields = header_fields_read(reader->arena, &text);
	struct str content = header_field(&fields, STR("Content-Type"));
	struct str boundary = media_parameter(content, STR("boundary"));

	if (!str_has_prefix_nocase(content, STR("multipart/")))
		read_leaf(reader, &fields, text);
	else if (boundary.len > 0 && depth < MHTML_DEPTH)
		read_parts(reader, boundary, text, depth + 1);
}

struct mhtml mhtml_read(struct arena *arena, struct str bytes, struct embedded *embedded)
{
	struct mhtml out = { 0 };
	struct reader reader = { arena, embedded, &out };

	read_entity(&reader, bytes, 0);
	return out;
}
