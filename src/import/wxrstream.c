#include "import/wxrstream.h"

#include <string.h>

#define PART ((size_t)1 << 20) /* bytes that are read at once */

/* Read on; false if there is nothing more. */
static bool fill(struct wxrstream *stream)
{
	size_t before = stream->data.len;

	if (stream->ended)
		return false;
	stream->status = files_read_part(stream->files, stream->path, stream->offset,
	                                 PART, &stream->data);
	stream->ended = stream->status != FILE_OK || stream->data.len == before;
	stream->offset += stream->data.len - before;
	return !stream->ended;
}

/* Forget what precedes a place. */
static void drop(struct wxrstream *stream, size_t len)
{
	if (len == 0)
		return;
	memmove(stream->data.ptr, stream->data.ptr + len, stream->data.len - len);
	buf_truncate(&stream->data, stream->data.len - len);
	stream->at -= len < stream->at ? len : stream->at;
}

/* Move behind the end of a section that begins at the place; false: it has no end. */
static bool skip_section(struct wxrstream *stream, size_t start, struct str end,
                         size_t limit)
{
	size_t from = stream->at + start, found;

	for (;;) {
		found = str_find(str_from(buf_str(&stream->data), from), end);
		if (found != STR_NONE) {
			stream->at = from + found + end.len;
			return true;
		}
		if (stream->data.len > from + end.len)
			from = stream->data.len - end.len; /* it may begin there */
		if (stream->data.len > limit || !fill(stream)) {
			stream->at = stream->data.len;
			return false;
		}
	}
}

static bool is_tag(struct str rest, struct str tag)
{
	return str_has_prefix(rest, tag) && rest.len > tag.len &&
	       (rest.ptr[tag.len] == '>' || is_space(rest.ptr[tag.len]));
}

/*
 * Move to the tag ("<item"), outside of CDATA and comments. False at the end of the file,
 * or when there is more than limit.
 */
static bool find_tag(struct wxrstream *stream, struct str tag, size_t limit)
{
	for (;;) {
		struct str rest = str_from(buf_str(&stream->data), stream->at);
		size_t open = str_find_char(rest, '<');

		stream->at += open == STR_NONE ? rest.len : open;
		rest = str_from(buf_str(&stream->data), stream->at);
		if (rest.len < 16) { /* of a tag, or of "<![CDATA[" */
			if (stream->data.len > limit)
				return false;
			if (fill(stream))
				continue;
			if (rest.len == 0)
				return false;
			/* To look for more may have moved it. */
			rest = str_from(buf_str(&stream->data), stream->at);
		}
		if (is_tag(rest, tag))
			return true;
		if (str_has_prefix(rest, STR("<![CDATA[")))
			skip_section(stream, 9, STR("]]>"), limit);
		else if (str_has_prefix(rest, STR("<!--")))
			skip_section(stream, 4, STR("-->"), limit);
		else if (rest.len)
			stream->at++;
		if (stream->data.len > limit && stream->at >= stream->data.len)
			return false;
	}
}

bool wxrstream_head(struct wxrstream *stream, struct str *head)
{
	find_tag(stream, STR("<item"), WXR_ITEM_MAX);
	*head = str_slice(buf_str(&stream->data), 0, stream->at);
	return stream->status == FILE_OK;
}

bool wxrstream_next(struct wxrstream *stream, struct str *item)
{
	size_t start;

	do {
		if (stream->at > PART) /* not for every item: it moves what is behind */
			drop(stream, stream->at);
		if (stream->ended && stream->at >= stream->data.len)
			return false;
	} while (!find_tag(stream, STR("<item"), stream->at + PART));
	start = stream->at;
	stream->cut = !find_tag(stream, STR("</item"), start + WXR_ITEM_MAX);
	if (!stream->cut)
		stream->at += STR("</item>").len;
	if (stream->at > stream->data.len)
		stream->at = stream->data.len;
	*item = str_slice(buf_str(&stream->data), start, stream->at);
	return true;
}

void wxrstream_clear(struct wxrstream *stream)
{
	buf_clear(&stream->data);
}

/* Behind a CDATA section or comment that begins at the place; 0: none does. */
static size_t section_end(struct str xml, size_t at)
{
	struct str rest = str_from(xml, at);
	bool is_data = str_has_prefix(rest, STR("<![CDATA["));
	size_t end;

	if (!is_data && !str_has_prefix(rest, STR("<!--")))
		return 0;
	end = str_find(rest, is_data ? STR("]]>") : STR("-->"));
	return end == STR_NONE ? xml.len : at + end + 3;
}

/* The text up to the next tag. */
static struct str element_text(struct str rest, struct arena *arena)
{
	struct buf out = { 0 };
	struct str text;

	for (size_t at = 0; at < rest.len;) {
		size_t end = rest.ptr[at] == '<' ? section_end(rest, at) : 0;

		if (end && str_has_prefix(str_from(rest, at), STR("<![CDATA[")))
			buf_add(&out, str_slice(rest, at + 9,
			                        end > at + 12 ? end - 3 : at + 9));
		else if (!end && rest.ptr[at] == '<')
			break;
		else if (!end)
			buf_add_char(&out, rest.ptr[at]);
		at = end ? end : at + 1;
	}
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return str_trim(text);
}

struct str wxr_field(struct str xml, struct str name, struct arena *arena)
{
	for (size_t at = 0; at < xml.len;) {
		size_t open = str_find_char(str_from(xml, at), '<'), end;
		struct str rest;

		if (open == STR_NONE)
			break;
		at += open;
		end = section_end(xml, at);
		rest = str_from(xml, at + 1);
		if (end)
			at = end;
		else if (str_skip_prefix(&rest, name) && str_skip_prefix(&rest, STR(">")))
			return element_text(rest, arena);
		else
			at++;
	}
	return (struct str){ 0 };
}

struct str wxr_meta(struct str item, struct str key, struct arena *arena)
{
	struct str mark = STR("<wp:postmeta>"), value = { 0 };
	size_t at;

	while (value.len == 0 && (at = str_find(item, mark)) != STR_NONE) {
		item = str_from(item, at + mark.len);
		if (str_eq(wxr_field(item, STR("wp:meta_key"), arena), key))
			value = wxr_field(item, STR("wp:meta_value"), arena);
	}
	return value;
}
