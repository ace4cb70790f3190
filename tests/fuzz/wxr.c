/*
 * Any bytes as an export of WordPress: its parts are those of the file, nothing crashes,
 * and every article that comes of it can be written and read again.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "content/article.h"
#include "import/markdownfile.h"
#include "import/wxritem.h"
#include "import/wxrstream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok)
{
	if (!ok)
		abort();
}

static void check_article(struct value article, struct arena *arena)
{
	struct article_options options = { .root = STR("content") };
	struct source source = { .path = STR("content/a.md") };
	struct diags diags = { 0 };
	struct article read;
	struct buf out = { 0 };

	markdownfile_write(&out, value_get(article, STR("front")),
	                   value_text(value_get(article, STR("body"))));
	source.text = buf_keep(&out, arena);
	insist(article_read(&source, &options, arena, &read, &diags));
	diags_clear(&diags);
	buf_clear(&out);
}

static void check_item(struct wxr *wxr, struct str item)
{
	struct arena arena = { 0 };
	struct value dict, article;

	wxr_note_item(wxr, item, &arena);
	attachments_sort(&wxr->attachments);
	dict = wxr_item(wxr, item, &arena);
	article = value_get(dict, STR("article"));
	insist(value_get(dict, STR("rows")).type == VALUE_LIST);
	if (article.type == VALUE_DICT)
		check_article(article, &arena);
	arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size }, part;
	struct wxrstream stream = { .files = files_open_memory(), .path = STR("a.xml") };
	struct wxr wxr = { .drafts = true };
	size_t read;

	insist(files_create(stream.files, stream.path, bytes) == FILE_OK);
	insist(wxrstream_head(&stream, &part));
	read = part.len;
	wxr_read_head(&wxr, part);
	if (wxr.root.len == 0)
		wxr.root = STR("<rss>");
	while (wxrstream_next(&stream, &part)) {
		read += part.len;
		insist(part.len > 0 && read <= size);
		check_item(&wxr, part);
	}
	files_close(stream.files);
	wxrstream_clear(&stream);
	wxr_clear(&wxr);
	return 0;
}
