#include "fixture.h"

#include <stdlib.h>

#include "base/path.h"
#include "base/utf8.h"
#include "t.h"

struct str folder_new(void)
{
	const char *above = getenv("TMPDIR");
	struct str path = arena_printf(&t_arena, "%s/broadsheet-unit-XXXXXX",
	                               above && *above ? above : "/tmp");
	char *name = arena_cstr(&t_arena, path);

	CHECK(mkdtemp(name) != NULL);
	return str_of(name);
}

void folder_remove(struct str folder)
{
	struct files *files = files_open_disk(path_dir(folder));

	CHECK_INT(files_remove_tree(files, path_base(folder)), FILE_OK);
	files_close(files);
}

/* Knuth's MMIX generator; its high bits are the better ones. */
uint32_t random_below(uint64_t *seed, uint32_t limit)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*seed >> 33) % limit);
}

struct str random_text(uint64_t *seed, struct str characters, uint32_t most)
{
	uint32_t count = random_below(seed, most + 1);
	uint32_t choices = (uint32_t)utf8_length(characters);
	struct buf text = { 0 };
	struct str kept;

	for (uint32_t i = 0; i < count; i++) {
		size_t at = utf8_prefix(characters, random_below(seed, choices)).len;
		size_t start = at;

		utf8_next(characters, &at);
		buf_add(&text, str_slice(characters, start, at));
	}
	kept = buf_keep(&text, &t_arena);
	buf_clear(&text);
	return kept;
}

struct strs words(const char *text)
{
	struct str rest = str_of(text);
	struct str *items = ARENA_ARRAY(&t_arena, struct str, rest.len + 1);
	size_t count = 0;

	while (rest.len)
		str_cut(rest, '|', &items[count++], &rest);
	return (struct strs){ items, count };
}

struct str joined(struct strs list, const char *between)
{
	struct buf out = { 0 };
	struct str text;

	for (size_t i = 0; i < list.count; i++)
		buf_printf(&out, "%s%.*s", i ? between : "", STR_ARG(list.items[i]));
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

struct config config_of(const char *yaml)
{
	struct source *source = ARENA_NEW(&t_arena, struct source);
	struct diags diags = { 0 };
	struct config config;

	*source = (struct source){ STR("site.yaml"), str_of(yaml) };
	CHECK(config_read(source, &t_arena, &config, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
	return config;
}

struct article article_of(const char *path, const char *date)
{
	struct article article = { .path = str_of(path),
		                   .title = STR("Title"),
		                   .slug = path_stem(str_of(path)),
		                   .undated = !date,
		                   .params = value_dict(NULL, 0) };

	if (date)
		CHECK(date_parse(str_of(date), &article.date));
	return article;
}

/* Of all tests: it lives as long as the program. */
struct record_shelf fixture_shelf;

struct record *record_of(const struct config *config, const struct article *article)
{
	struct source source = { article->path, STR("---\ntitle: Title\n---\nText.\n") };

	return record_new(&fixture_shelf, config, &source, article);
}
