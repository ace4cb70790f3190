#include "import/report.h"

void report_begin(struct buf *out)
{
	buf_puts(out, "input\tline\tkind\twhy\tsure\ttext\n");
}

static void write_field(struct buf *out, struct str s)
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

static void write_row(struct buf *out, struct str input, const struct scrape_line *line)
{
	int percent = (int)(line->sure * 100 + 0.5);

	write_field(out, input);
	buf_printf(out, "\t%zu\t%s\t%s\t%d.%02d\t", line->number,
	           line_kind_name(line->kind), line->why, percent / 100, percent % 100);
	write_field(out, line->text);
	buf_add_char(out, '\n');
}

size_t report_scrape(struct buf *out, struct str input, const struct scrape *scrape)
{
	size_t rows = 0;

	for (size_t i = 0; i < scrape->count; i++) {
		if (scrape->lines[i].kind < LINE_FIRST_REMOVED)
			continue;
		write_row(out, input, &scrape->lines[i]);
		rows++;
	}
	return rows;
}
