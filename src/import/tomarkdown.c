#include "import/tomarkdown.h"

#include "base/attr.h"
#include "base/text.h"
#include "import/hints.h"
#include "import/markdownescape.h"
#include "import/markdownwriter.h"
#include "import/pagetext.h"
#include "import/wordlist.h"

#define TOP_HEADING  2 /* the article's title is the first level */
#define LAST_HEADING 6

/* Nothing of these is written. */
static const char nothing[] =
	" script style template svg math canvas title meta link base param map select"
	" option textarea input source track noscript datalist progress meter ";

/* Blocks in HTML, but in the middle of a line here. */
static const char in_lines[] = " img picture video audio iframe object embed source br ";

/* What is in these is for programs that cannot show them. */
static const char players[] = " video audio iframe object embed ";

/* Lines, and the blocks around them. */

void begin_line(struct markdown_writer *writer)
{
	if (writer->pending.len) {
		buf_add(&writer->out, buf_str(&writer->pending));
		buf_reset(&writer->pending);
	} else {
		buf_add(&writer->out, buf_str(&writer->prefix));
	}
}

static void blank_line(struct markdown_writer *writer)
{
	buf_add(&writer->out, str_trim_end(buf_str(&writer->prefix)));
	buf_add_char(&writer->out, '\n');
}

void begin_block(struct markdown_writer *writer)
{
	if (!writer->fresh && !writer->tight)
		blank_line(writer);
	writer->fresh = false;
	writer->last_bullet = '\0';
}

void push_prefix(struct markdown_writer *writer, struct str first, struct str rest)
{
	if (writer->pending.len == 0)
		buf_add(&writer->pending, buf_str(&writer->prefix));
	buf_add(&writer->pending, first);
	buf_add(&writer->prefix, rest);
	writer->fresh = true;
	writer->depth++;
}

void pop_prefix(struct markdown_writer *writer, size_t rest_len)
{
	/* A block in which nothing was written. */
	if (writer->pending.len) {
		buf_add(&writer->out, str_trim_end(buf_str(&writer->pending)));
		buf_add_char(&writer->out, '\n');
		buf_reset(&writer->pending);
	}
	buf_truncate(&writer->prefix, writer->prefix.len - rest_len);
	writer->fresh = false;
	writer->last_bullet = '\0';
	writer->depth--;
}

/* Lines that stand as they are, each behind the prefix. */
static void write_lines(struct markdown_writer *writer, struct str text)
{
	struct str line;

	while (str_next_line(&text, &line)) {
		if (line.len == 0 && writer->pending.len == 0) {
			blank_line(writer);
			continue;
		}
		begin_line(writer);
		buf_add(&writer->out, line);
		buf_add_char(&writer->out, '\n');
	}
}

void write_paragraph(struct markdown_writer *writer, struct str line)
{
	struct buf out = { 0 };
	struct str rest = line, part;

	if (str_trim(line).len == 0)
		return;
	begin_block(writer);
	while (str_next_line(&rest, &part)) {
		if (part.len == 0) { /* two paragraphs in one */
			begin_block(writer);
			continue;
		}
		buf_reset(&out);
		escape_line_start(&out, part);
		begin_line(writer);
		buf_add(&writer->out, buf_str(&out));
		buf_add_char(&writer->out, '\n');
	}
	buf_clear(&out);
}

/* Blocks. */

static void write_block(struct markdown_writer *writer, struct html_node *node);

static void write_heading(struct markdown_writer *writer, struct html_node *node)
{
	struct inline_run run = { node->first, NULL };
	struct str line = line_of(writer, run, LINE_USE_HEADING);
	struct str id = html_attribute(node, "id");
	int level = node->name.ptr[1] - '0' + writer->heading_shift;
	bool closed = line.len && line.ptr[line.len - 1] == '#';

	if (line.len == 0)
		return;
	begin_block(writer);
	begin_line(writer);
	buf_add_chars(&writer->out, '#',
	              level < LAST_HEADING ? (size_t)level : LAST_HEADING);
	buf_add_char(&writer->out, ' ');
	buf_add(&writer->out, closed ? str_slice(line, 0, line.len - 1) : line);
	if (closed)
		buf_puts(&writer->out, "\\#");
	if (id.len && table_find(&writer->targets, id) != TABLE_NONE &&
	    !str_eq(id, text_slug(writer->arena, element_text(writer->arena, node))))
		buf_printf(&writer->out, " {#%.*s}", STR_ARG(id));
	buf_add_char(&writer->out, '\n');
}

static void write_quote(struct markdown_writer *writer, struct html_node *node)
{
	bool tight = writer->tight;

	if (writer->depth >= MARKDOWN_DEPTH) {
		write_blocks(writer, node);
		return;
	}
	begin_block(writer);
	writer->tight = false;
	push_prefix(writer, STR("> "), STR("> "));
	write_blocks(writer, node);
	pop_prefix(writer, 2);
	writer->tight = tight;
}

/*
 * May an item be written without empty lines? Not if it has paragraphs, nor a line that
 * would go on with what is before it.
 */
static bool is_tight_item(const struct html_node *item)
{
	bool in_block = false;

	for (const struct html_node *node = item->first; node; node = node->next) {
		if (node->mark == NODE_NOTHING ||
		    (node->name.len == 0 && str_trim(node->text).len == 0))
			continue;
		if (node->mark == NODE_INLINE && in_block)
			return false;
		if (node->mark != NODE_BLOCK)
			continue;
		in_block = word_in(" ul ol blockquote ", node->name);
		if (!in_block && !is_heading_element(node) &&
		    !word_in(" pre hr ", node->name))
			return false;
	}
	return true;
}

static bool is_tight(const struct html_node *list)
{
	for (const struct html_node *item = list->first; item; item = item->next)
		if (item->name.len && !is_tight_item(item))
			return false;
	return true;
}

static void write_item(struct markdown_writer *writer, struct inline_run run,
                       struct str marker)
{
	static const char spaces[] = "              ";
	struct str rest = { spaces, marker.len };

	push_prefix(writer, marker, rest);
	if (html_is(run.first, "li") || run.first->mark == NODE_BLOCK)
		write_blocks(writer, run.first);
	else
		write_paragraph(writer, line_of(writer, run, LINE_USE_PARAGRAPH));
	pop_prefix(writer, rest.len);
}

/* Two lists in a row are told apart by their marks. */
static char bullet_of(struct markdown_writer *writer, const struct html_node *list)
{
	bool numbered = html_is(list, "ol");
	char usual = numbered ? '.' : '-', other = numbered ? ')' : '*';

	return writer->last_bullet == usual ? other : usual;
}

static bool has_items(const struct html_node *list)
{
	for (const struct html_node *node = list->first; node; node = node->next)
		if (html_is(node, "li"))
			return true;
	return false;
}

/* The number in an attribute, if a list of Markdown may have it. */
static bool number_of(const struct html_node *node, const char *name, int64_t *out)
{
	int64_t number;

	if (!str_to_int(html_attribute(node, name), &number) || number < 0 ||
	    number >= 1000000000)
		return false;
	*out = number;
	return true;
}

/* What the items of a list are numbered with. */
struct numbers {
	int64_t next, step;
	char bullet;
};

static struct numbers numbers_of(struct markdown_writer *writer,
                                 const struct html_node *list)
{
	struct numbers numbers = { 1, 1, bullet_of(writer, list) };

	if (html_attribute(list, "reversed").ptr) {
		numbers.step = -1;
		numbers.next = 0;
		for (const struct html_node *node = list->first; node; node = node->next)
			numbers.next += html_is(node, "li");
	}
	number_of(list, "start", &numbers.next);
	return numbers;
}

static struct str next_marker(struct markdown_writer *writer, struct numbers *numbers,
                              const struct html_node *item)
{
	int64_t number;

	if (numbers->bullet == '-' || numbers->bullet == '*')
		return arena_printf(writer->arena, "%c ", numbers->bullet);
	number_of(item, "value", &numbers->next);
	number = numbers->next > 0 ? numbers->next : 0;
	numbers->next += numbers->step;
	return arena_printf(writer->arena, "%lld%c ", (long long)number, numbers->bullet);
}

/*
 * Markdown counts up by one, whatever stands there. A number that is another begins a
 * list, which another sign tells from the one before.
 */
static bool breaks_count(struct numbers *numbers, const struct html_node *item)
{
	int64_t value = numbers->next, counted = numbers->next - numbers->step + 1;

	number_of(item, "value", &value);
	if ((numbers->bullet != '.' && numbers->bullet != ')') || value == counted)
		return false;
	numbers->bullet = numbers->bullet == '.' ? ')' : '.';
	return true;
}

/* One item, or all that is between two of them in a line. */
static struct inline_run next_item(struct html_node *node)
{
	struct inline_run run = { node, node ? node->next : NULL };

	if (node && !html_is(node, "li") && node->mark != NODE_BLOCK)
		while (run.end && !html_is(run.end, "li") && run.end->mark != NODE_BLOCK)
			run.end = run.end->next;
	return run;
}

static bool is_empty_run(struct inline_run run)
{
	for (const struct html_node *node = run.first; node != run.end; node = node->next)
		if (node->mark != NODE_NOTHING &&
		    (node->name.len || str_trim(node->text).len))
			return false;
	return true;
}

static void write_list(struct markdown_writer *writer, struct html_node *list)
{
	bool was_tight = writer->tight, tight = is_tight(list), first = true;
	struct numbers numbers = numbers_of(writer, list);
	struct inline_run run = next_item(list->first);

	/* A list without items was a way to indent. */
	if (writer->depth >= MARKDOWN_DEPTH || !has_items(list)) {
		write_blocks(writer, list);
		return;
	}
	for (; run.first; run = next_item(run.end)) {
		struct str marker;
		bool apart;

		if (is_empty_run(run))
			continue;
		apart = !first && breaks_count(&numbers, run.first);
		marker = next_marker(writer, &numbers, run.first);
		/* The first stands apart from what is before the list. */
		writer->tight = first ? was_tight : tight && !apart;
		begin_block(writer);
		writer->tight = tight;
		write_item(writer, run, marker);
		first = false;
	}
	writer->tight = was_tight;
	writer->last_bullet = first ? '\0' : numbers.bullet;
}

static struct str code_language(const struct html_node *pre)
{
	const struct html_node *code = pre->first;
	struct str class = html_attribute(pre, "class"), word;

	if (code && html_is(code, "code") && html_attribute(code, "class").len)
		class = html_attribute(code, "class");
	while (class.len) {
		str_cut(str_trim_start(class), ' ', &word, &class);
		if (str_skip_prefix(&word, STR("language-")) ||
		    str_skip_prefix(&word, STR("lang-")))
			return word;
	}
	return (struct str){ 0 };
}

static void write_code(struct markdown_writer *writer, struct html_node *pre)
{
	struct buf text = { 0 };
	struct str code, language = code_language(pre);
	size_t run = 0, longest = 2;
	char mark = str_find_char(language, '`') == STR_NONE ? '`' : '~';

	for (struct html_node *node = html_next(pre, pre); node;
	     node = html_next(pre, node)) {
		if (html_is(node, "br"))
			buf_add_char(&text, '\n');
		else if (node->name.len == 0)
			buf_add(&text, node->text);
	}
	if (text.len && text.ptr[text.len - 1] != '\n')
		buf_add_char(&text, '\n');
	code = buf_str(&text);
	for (size_t i = 0; i < code.len; i++) {
		run = code.ptr[i] == mark ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	begin_block(writer);
	begin_line(writer);
	buf_add_chars(&writer->out, mark, longest + 1);
	buf_add(&writer->out, language);
	buf_add_char(&writer->out, '\n');
	write_lines(writer, code);
	begin_line(writer);
	buf_add_chars(&writer->out, mark, longest + 1);
	buf_add_char(&writer->out, '\n');
	buf_clear(&text);
}

static bool holds_block(const struct html_node *element)
{
	for (const struct html_node *node = element->first; node; node = node->next)
		if (node->mark == NODE_BLOCK)
			return true;
	return false;
}

/* A term stands out, and what it means follows. */
static void write_term(struct markdown_writer *writer, struct html_node *term)
{
	struct inline_run run = { term, term->next };

	term->name = STR("strong");
	write_paragraph(writer, line_of(writer, run, LINE_USE_HEADING));
}

/* What stands before the next block is a paragraph; gives that block, or NULL. */
static struct html_node *write_inlines(struct markdown_writer *writer,
                                       struct html_node *node)
{
	struct inline_run run = { node, node };

	while (run.end && run.end->mark != NODE_BLOCK)
		run.end = run.end->next;
	if (run.end != node)
		write_paragraph(writer, line_of(writer, run, LINE_USE_PARAGRAPH));
	return run.end;
}

static void write_terms(struct markdown_writer *writer, struct html_node *list)
{
	struct html_node *node = list->first;

	while ((node = write_inlines(writer, node))) {
		if (html_is(node, "dt") && !holds_block(node))
			write_term(writer, node);
		else if (html_is(node, "div"))
			write_terms(writer, node);
		else
			write_block(writer, node);
		node = node->next;
	}
}

static void write_rule(struct markdown_writer *writer)
{
	begin_block(writer);
	begin_line(writer);
	buf_puts(&writer->out, "***\n");
}

static void write_block(struct markdown_writer *writer, struct html_node *node)
{
	bool is_alone = node->first && node->first->mark == NODE_BLOCK;

	if (is_figure(node))
		write_figure(writer, node);
	else if (is_heading_element(node) && !is_alone)
		write_heading(writer, node);
	else if (html_is(node, "blockquote"))
		write_quote(writer, node);
	else if (word_in(" ul ol menu dir ", node->name))
		write_list(writer, node);
	else if (html_is(node, "dl"))
		write_terms(writer, node);
	else if (html_is(node, "pre"))
		write_code(writer, node);
	else if (html_is(node, "hr"))
		write_rule(writer);
	else if (html_is(node, "table"))
		write_table(writer, node);
	else
		write_blocks(writer, node);
}

void write_blocks(struct markdown_writer *writer, struct html_node *parent)
{
	struct html_node *node = parent->first;

	while ((node = write_inlines(writer, node))) {
		write_block(writer, node);
		node = node->next;
	}
}

/* Preparation. */

static bool is_block(const struct html_node *node)
{
	return node->name.len && is_block_element(node) && !word_in(in_lines, node->name);
}

static bool is_nothing(const struct html_node *node)
{
	return word_in(nothing, node->name) ||
	       (html_is(node, "button") && (hints_of(node) & HINT_FURNITURE));
}

/* Give every node its kind: what holds a block is one. */
static void mark_nodes(struct html_node *root)
{
	for (struct html_node *node = root; node; node = html_next(root, node))
		node->mark = NODE_INLINE;
	for (struct html_node *node = html_next(root, root); node;
	     node = html_next(root, node)) {
		if (node->parent->mark == NODE_NOTHING || is_nothing(node) ||
		    word_in(players, node->parent->name))
			node->mark = NODE_NOTHING;
		else if (is_block(node))
			for (struct html_node *above = node;
			     above != root && above->mark != NODE_BLOCK;
			     above = above->parent)
				above->mark = NODE_BLOCK;
	}
}

/* The highest heading becomes "##", the others keep their distance from it. */
static int heading_shift(struct html_node *root)
{
	int highest = LAST_HEADING + 1;

	for (struct html_node *node = html_next(root, root); node;
	     node = html_next(root, node))
		if (is_heading_element(node) && node->name.ptr[1] - '0' < highest)
			highest = node->name.ptr[1] - '0';
	return highest <= LAST_HEADING ? TOP_HEADING - highest : 0;
}

/* The ids of headings that links of the text lead to. */
static void find_targets(struct markdown_writer *writer, struct html_node *root)
{
	struct table links = { 0 };

	for (struct html_node *node = root; node; node = html_next(root, node)) {
		struct str href = html_attribute(node, "href");

		if (html_is(node, "a") && str_skip_prefix(&href, STR("#")))
			table_add(&links, href, NULL);
	}
	for (struct html_node *node = root; node; node = html_next(root, node)) {
		struct str id = html_attribute(node, "id");

		if (is_heading_element(node) && id.len &&
		    table_find(&links, id) != TABLE_NONE)
			table_add(&writer->targets, id, NULL);
	}
	table_clear(&links);
}

struct str html_to_markdown(struct arena *arena, struct html_node *root, struct str base,
                            const struct picture_finder *finder)
{
	struct markdown_writer writer = {
		.arena = arena, .base = base, .finder = finder, .fresh = true
	};
	struct str text;

	notes_take(&writer, root);
	mark_nodes(root);
	for (size_t i = 0; i < writer.note_count; i++)
		mark_nodes(writer.notes[i].block);
	writer.heading_shift = heading_shift(root);
	find_targets(&writer, root);
	if (root->mark == NODE_NOTHING || is_block(root))
		root->mark = NODE_BLOCK;
	write_blocks(&writer, root);
	/* The rule above the notes parts nothing any more. */
	if (writer.note_count && str_has_suffix(buf_str(&writer.out), STR("\n***\n")))
		buf_truncate(&writer.out, writer.out.len - STR("\n***\n").len);
	notes_write(&writer);
	text = buf_keep(&writer.out, arena);
	buf_clear(&writer.out);
	buf_clear(&writer.prefix);
	buf_clear(&writer.pending);
	table_clear(&writer.targets);
	return text;
}
