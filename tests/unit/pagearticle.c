#include "import/pagearticle.h"

#include "base/files.h"
#include "content/markdown.h"
#include "import/tomarkdown.h"
#include "t.h"

/* Markdown as HTML, and that as Markdown. */
static struct str and_back(struct str body)
{
	struct markdown_options options = { .html = HTML_SAFE };
	struct source source = { STR("fixture"), body };
	struct markdown out;
	struct diags diags = { 0 };

	markdown_render(&source, 0, false, &options, &t_arena, &out, &diags);
	CHECK_STR(t_messages(&diags), STR(""));
	diags_clear(&diags);
	return html_to_markdown(&t_arena, html_parse(out.html, &t_arena), STR(""), NULL);
}

/* Every article that a golden file of the import wants comes back as it is. */
static size_t check_fixture(struct str text)
{
	size_t start, end, count = 0;

	while ((start = str_find(text, STR("\n-- want content/"))) != STR_NONE) {
		struct str body;

		text = str_from(text, start + 1);
		end = str_find(text, STR("\n---\n\n"));
		if (end == STR_NONE)
			break;
		text = str_from(text, end + 6);
		end = str_find(text, STR("\n$ "));
		start = str_find(text, STR("\n-- "));
		body = str_slice(text, 0, (start < end ? start : end) + 1);
		CHECK_STR(and_back(body), body);
		count++;
	}
	return count;
}

TEST(pagearticle, bodies_of_the_fixtures_come_back_from_their_html)
{
	struct files *files = files_open_disk(STR("tests/golden"));
	struct file_entry *entries;
	struct str text;
	size_t count = 0, checked = 0;

	CHECK(files_list(files, STR(""), &t_arena, &entries, &count) == FILE_OK);
	for (size_t i = 0; i < count; i++)
		if (str_has_prefix(entries[i].name, STR("import-html-")) &&
		    files_read(files, entries[i].name, 1 << 20, &t_arena, &text, NULL) ==
		            FILE_OK)
			checked += check_fixture(text);
	CHECK(checked >= 9);
	files_close(files);
}
