#include "archive/reread.h"

#include "content/markdown.h"

/* What there is to say of the article was said when it was loaded. */
static bool parse(const struct archive *archive, struct arena *arena, struct reread *read)
{
	const struct article_options options = { .zone = archive->config->zone,
		                                 .root = STR("content") };
	const struct markdown_options as_text = { .html = archive->config->html };
	struct markdown body = { 0 };
	struct diags repeated = { 0 };
	bool ok = article_read(&read->source, &options, arena, &read->article, &repeated);

	if (ok) {
		markdown_render(&read->source, read->article.body, read->article.is_html,
		                &as_text, arena, &body, &repeated);
		read->body = body.text;
	}
	diags_clear(&repeated);
	return ok;
}

bool reread(const struct archive *archive, struct files *files, uint32_t article,
            struct arena *arena, struct reread *read)
{
	const struct record *record = archive->records[article];

	*read = (struct reread){ .source.path = record->path };
	read->status = files_read(files, record->path, SOURCE_MAX, arena,
	                          &read->source.text, NULL);
	return read->status == FILE_OK &&
	       hash_eq(hash_bytes(read->source.text), record->source) &&
	       parse(archive, arena, read);
}
