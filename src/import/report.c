#include "import/report.h"

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

void report_row(struct buf *out, struct str input, size_t number, struct report_row row)
{
	report_field(out, input);
	buf_printf(out, "\t%zu\t", number);
	report_field(out, row.kind);
	buf_add_char(out, '\t');
	report_field(out, row.why);
	buf_printf(out, "\t%d.%02d\t", row.percent / 100, row.percent % 100);
	report_field(out, row.text);
	buf_add_char(out, '\n');
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
