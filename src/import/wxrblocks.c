#include "import/wxrblocks.h"

#include <inttypes.h>

#include "base/escape.h"
#include "base/json.h"
#include "import/entry.h"

struct filler {
	struct arena *arena;
	struct wxr_blocks *blocks;
	struct buf out;
	size_t filled;                /* bytes of reusable blocks */
	int64_t open[WXR_FILL_DEPTH]; /* those that the text at hand is of */
	size_t depth;
};

static struct value read_json(struct arena *arena, struct str text)
{
	struct source source = { STR("block"), text };
	struct diags diags = { 0 };
	struct value value;
	size_t at = 0;

	/* What is no JSON says nothing. */
	if (!json_parse(&source, &at, arena, &value, &diags))
		value = UNDEFINED;
	diags_clear(&diags);
	return value_without_controls(arena, value);
}

/* As WordPress shows them: what is behind the text, each with a link back. */
static bool fill_footnotes(struct filler *in)
{
	struct value notes = read_json(in->arena, in->blocks->footnotes);

	in->blocks->footnotes = (struct str){ 0 }; /* once */
	if (notes.type != VALUE_LIST || notes.len == 0)
		return false;
	buf_puts(&in->out, "\n<ol>");
	for (uint32_t i = 0; i < notes.len; i++) {
		struct str id = value_text(value_get(notes.items[i], STR("id")));

		buf_puts(&in->out, "<li id=\"");
		escape_html(&in->out, id);
		buf_puts(&in->out, "\">");
		buf_add(&in->out, value_text(value_get(notes.items[i], STR("content"))));
		buf_puts(&in->out, " <a href=\"#");
		escape_html(&in->out, id);
		buf_puts(&in->out, "-link\">↩</a></li>");
	}
	buf_puts(&in->out, "</ol>\n");
	return true;
}

static void fill(struct filler *in, struct str text);

static bool is_open(const struct filler *in, int64_t number)
{
	for (size_t i = 0; i < in->depth; i++)
		if (in->open[i] == number)
			return true;
	return false;
}

/* {"ref":900}; a block is not put into itself. */
static bool fill_reusable(struct filler *in, struct str arguments)
{
	struct value ref = value_get(read_json(in->arena, arguments), STR("ref"));
	struct str text;

	if (ref.type != VALUE_INT || is_open(in, ref.integer) ||
	    in->depth == WXR_FILL_DEPTH)
		return false;
	text = in->blocks->find(in->blocks->context,
	                        arena_printf(in->arena, "%" PRId64, ref.integer));
	if (text.len == 0 || text.len > WXR_FILL_MAX - in->filled)
		return false;
	in->filled += text.len;
	in->open[in->depth++] = ref.integer;
	buf_add_char(&in->out, '\n');
	fill(in, text);
	buf_add_char(&in->out, '\n');
	in->depth--;
	return true;
}

/* What is in "<!-- ... /-->", which has no text of its own. */
static void fill_block(struct filler *in, struct str block)
{
	struct str name, arguments;
	bool is_filled = false;

	block = str_trim(block);
	str_cut(block, ' ', &name, &arguments);
	if (str_eq(name, STR("wp:footnotes")))
		is_filled = fill_footnotes(in);
	else if (str_eq(name, STR("wp:block")))
		is_filled = fill_reusable(in, arguments);
	if (!is_filled && in->blocks->empty.count < WXR_EMPTY_MAX)
		entry_add(in->arena, &in->blocks->empty, block);
}

static void fill(struct filler *in, struct str text)
{
	while (text.len) {
		struct str start = STR("<!-- wp:"), block;
		size_t at = str_find(text, start), end;

		if (at == STR_NONE)
			break;
		end = str_find(str_from(text, at), STR("-->"));
		if (end == STR_NONE)
			break;
		end += at + STR("-->").len;
		/* The comment stays: it says that the editor of blocks wrote the text. */
		buf_add(&in->out, str_slice(text, 0, end));
		block = str_slice(text, at + STR("<!-- ").len, end - STR("-->").len);
		if (str_skip_suffix(&block, STR("/")))
			fill_block(in, block);
		text = str_from(text, end);
	}
	buf_add(&in->out, text);
}

struct str wxr_blocks_fill(struct arena *arena, struct str text,
                           struct wxr_blocks *blocks)
{
	struct filler in = { .arena = arena, .blocks = blocks };
	struct str filled;

	fill(&in, text);
	filled = buf_keep(&in.out, arena);
	buf_clear(&in.out);
	return filled;
}
