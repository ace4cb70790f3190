#include "check/publish.h"

#include "archive/ledger.h"
#include "archive/related.h"
#include "archive/wordfile.h"

/* A file as it is; without text if there is none. */
static enum file_status read_old(struct files *site, struct source *source, size_t limit,
                                 struct arena *arena)
{
	enum file_status status =
		files_read(site, source->path, limit, arena, &source->text, NULL);

	return status == FILE_MISSING ? FILE_OK : status;
}

static bool report(struct str path, enum file_status status, struct diags *diags)
{
	return status == FILE_OK ||
	       diag_error_path(diags, path, "cannot be brought up to date: %s",
	                       files_explain(status));
}

static enum file_status publish_urls(const struct archive *archive, struct files *site,
                                     struct source *ledger, size_t *added)
{
	struct arena arena = { 0 };
	struct buf merged = { 0 };
	enum file_status status = read_old(site, ledger, LEDGER_MAX, &arena);

	if (status == FILE_OK) {
		ledger_merge(archive, ledger->text, &merged, added);
		if (!str_eq(ledger->text, buf_str(&merged)))
			status = files_replace(site, ledger->path, buf_str(&merged));
	}
	buf_clear(&merged);
	arena_clear(&arena);
	return status;
}

/* Count what the articles say, and write it down. */
static enum file_status count_words(const struct archive *archive, struct files *site,
                                    struct str path, struct pool *pool)
{
	const struct str *bags = archive->related->bags.items;
	struct arena arena = { 0 };
	struct frequencies counted;
	struct wordset words;
	struct buf text = { 0 };
	enum file_status status;

	wordset_make(&words, bags, archive->count, pool);
	frequencies_count(&counted, &words, bags, archive->count, pool, &arena);
	wordfile_write(archive, site, &counted, &text);
	status = files_replace(site, path, buf_str(&text));
	buf_clear(&text);
	wordset_clear(&words);
	arena_clear(&arena);
	return status;
}

/* Lists stay as they are until twice as many articles would be asked. */
static enum file_status publish_words(const struct archive *archive, struct files *site,
                                      struct source *file, struct pool *pool,
                                      uint32_t *counted)
{
	struct arena arena = { 0 };
	struct frequencies kept = { 0 };
	struct diags known = { 0 };
	enum file_status status = read_old(site, file, WORD_FILE_MAX, &arena);
	uint32_t asked =
		frequencies_would_ask(archive->related->bags.items, archive->count);

	*counted = 0;
	if (status == FILE_OK && wordfile_read(file, &kept, &arena, &known) && asked &&
	    asked / 2 >= kept.asked) {
		status = count_words(archive, site, file->path, pool);
		*counted = asked;
	}
	diags_clear(&known);
	arena_clear(&arena);
	return status;
}

bool publish(const struct archive *archive, struct files *site, struct pool *pool,
             struct published *published, struct diags *diags)
{
	struct source ledger = { .path = STR(LEDGER_FILE) };
	struct source words = { .path = STR(WORD_FILE) };
	bool ok = report(ledger.path,
	                 publish_urls(archive, site, &ledger, &published->urls), diags);

	if (archive->related)
		ok &= report(
			words.path,
			publish_words(archive, site, &words, pool, &published->counted),
			diags);
	return ok;
}
