#include "import/report.h"

#include "base/attr.h"
#include "import/oldvalue.h"

void report_begin(struct buf *out)
{
	buf_puts(out, "input\tline\tkind\twhy\tsure\ttext\n");
}

void report_field(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		switch (s.ptr[i]) {
		case '\t':
			buf_puts(out, "\\t");
			break;
		case '\n':
			buf_puts(out, "\\n");
			break;
		case '\\':
			buf_puts(out, "\\\\");
			break;
		default:
			buf_add_char(out, s.ptr[i]);
		}
	}
}

struct str report_unfield(struct arena *arena, struct str field)
{
	struct buf out = { 0 };
	struct str text;

	for (size_t i = 0; i < field.len; i++) {
		char c = field.ptr[i];

		if (c == '\\' && i + 1 < field.len) {
			c = field.ptr[++i];
			c = c == 't' ? '\t' : c == 'n' ? '\n' : c;
		}
		buf_add_char(&out, c);
	}
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

void report_rest(struct buf *out, struct report_row row)
{
	report_field(out, row.kind);
	buf_add_char(out, '\t');
	report_field(out, row.why);
	buf_printf(out, "\t%d.%02d\t", row.percent / 100, row.percent % 100);
	report_field(out, row.text);
	buf_add_char(out, '\n');
}

void report_row(struct buf *out, struct str input, size_t number, struct report_row row)
{
	report_field(out, input);
	buf_printf(out, "\t%zu\t", number);
	report_rest(out, row);
}

struct report_row report_article(enum shelved how, struct str path)
{
	static const struct str whys[] = {
		[SHELVED_NEW] = STR_INIT("written"),
		[SHELVED_UPDATED] = STR_INIT("updated"),
		[SHELVED_SAME] = STR_INIT("unchanged"),
		[SHELVED_BESIDE] =
			STR_INIT("was edited: the new version is beside it, as .new"),
	};

	if (how == SHELVED_BESIDE)
		str_skip_suffix(&path, STR(".new"));
	return (struct report_row){ STR("article"), whys[how], 100, path };
}

size_t report_terms(struct buf *out, struct str input, size_t number,
                    struct value changes)
{
	for (uint32_t i = 0; i < changes.len; i++)
		report_row(out, input, number,
		           (struct report_row){
				   STR("term"), value_text(changes.items[i].items[0]),
				   100, value_text(changes.items[i].items[1]) });
	return changes.len;
}

struct report_row report_failure(const struct diags *diags)
{
	return (struct report_row){ .kind = STR("failed"),
		                    .why = diags->last->message,
		                    .percent = 100 };
}

bool report_is_outcome(struct str kind)
{
	static const struct str kinds[] = {
		STR_INIT("article"), STR_INIT("failed"),  STR_INIT("copy"),
		STR_INIT("entry"),   STR_INIT("item"),    STR_INIT("no-article"),
		STR_INIT("page"),    STR_INIT("revisit"), STR_INIT("summary"),
	};

	return is_listed(kind, kinds, ARRAY_LEN(kinds));
}

size_t report_scrape(struct buf *out, struct str input, const struct scrape *scrape)
{
	size_t rows = 0;

	for (size_t i = 0; i < scrape->count; i++) {
		const struct scrape_line *line = &scrape->lines[i];

		if (line->kind < LINE_FIRST_REMOVED)
			continue;
		report_row(out, input, line->number,
		           (struct report_row){
				   str_of(line_kind_name(line->kind)), str_of(line->why),
				   (int)(line->sure * 100 + 0.5), line->text });
		rows++;
	}
	return rows;
}
