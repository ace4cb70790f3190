#include "import/remarks.h"

#include <stdlib.h>

#include "base/utf8.h"

void remarks_begin(struct remarks *remarks)
{
	buf_puts(remarks->report, "input\tline\tcolumn\tkind\twhy\tsure\ttext\n");
}

/* The line and column of a place; rows come mostly in their order. */
static void write_place(struct remarks *remarks, struct span span)
{
	struct str text = span.source->text;

	if (remarks->text != text.ptr || span.start < remarks->at) {
		remarks->text = text.ptr;
		remarks->at = 0;
		remarks->line = 1;
		remarks->column = 1;
	}
	while (remarks->at < span.start) {
		bool ends = text.ptr[remarks->at] == '\n';

		utf8_next(text, &remarks->at);
		remarks->line += ends;
		remarks->column = ends ? 1 : remarks->column + 1;
	}
	buf_printf(remarks->report, "\t%zu\t%zu\t", remarks->line, remarks->column);
}

/* The columns behind the place. */
static void write_rest(struct remarks *remarks, const char *kind, const char *why,
                       struct str text)
{
	size_t at = text.len;

	if (at > REMARK_TEXT_MAX)
		for (at = REMARK_TEXT_MAX; at > 0; at--)
			if (((unsigned char)text.ptr[at] & 0xc0) != 0x80)
				break; /* not within a character */
	report_rest(remarks->report, (struct report_row){ str_of(kind), str_of(why), 100,
	                                                  str_slice(text, 0, at) });
	remarks->rows++;
}

void remark(struct remarks *remarks, struct span span, const char *kind, const char *why)
{
	report_field(remarks->report, span.source->path);
	write_place(remarks, span);
	write_rest(remarks, kind, why,
	           str_slice(span.source->text, span.start, span.end));
}

void remark_file(struct remarks *remarks, struct str path, const char *kind,
                 const char *why, struct str text)
{
	report_field(remarks->report, path);
	buf_puts(remarks->report, "\t\t\t");
	write_rest(remarks, kind, why, text);
}

void remark_outcome(struct remarks *remarks, struct str path, struct report_row row)
{
	report_field(remarks->report, path);
	buf_puts(remarks->report, "\t\t\t");
	report_rest(remarks->report, row);
}

void remark_tag(struct remarks *remarks, struct str name)
{
	bool added;
	uint32_t number = table_find(&remarks->tags, name);

	if (number != TABLE_NONE) {
		remarks->times[number]++;
		return;
	}
	number = table_add(&remarks->tags, arena_str(&remarks->arena, name), &added);
	if ((number & (number + 1)) == 0) /* 0, 1, 3, 7: room for as many again */
		remarks->times = xrealloc_array(remarks->times, 2 * (size_t)number + 2,
		                                sizeof(*remarks->times));
	remarks->times[number] = 1;
}

void remarks_clear(struct remarks *remarks)
{
	table_clear(&remarks->tags);
	free(remarks->times);
	arena_clear(&remarks->arena);
	*remarks = (struct remarks){ 0 };
}
