#include "archive/reread.h"

#include "content/article.h"
#include "content/markdown.h"

/* What there is to say of it was said when its page was made. */
static struct str text_of(const struct source *source, const struct record *record,
                          const struct config *config, struct arena *arena)
{
	const struct markdown_options as_text = { .html = config->html };
	struct markdown body = { 0 };
	struct diags repeated = { 0 };

	markdown_render(source, record->body_start, record->is_html, &as_text, arena,
	                &body, &repeated);
	diags_clear(&repeated);
	return body.text;
}

bool reread(const struct archive *archive, struct files *files, uint32_t article,
            struct arena *arena, struct reread *read)
{
	const struct record *record = archive->records[article];
	struct source source = { .path = record->path };

	*read = (struct reread){ .status = files_read(files, record->path, SOURCE_MAX,
		                                      arena, &source.text, NULL) };
	if (read->status != FILE_OK || !hash_eq(hash_bytes(source.text), record->source))
		return false;
	read->body = text_of(&source, record, archive->config, arena);
	return true;
}
