/*
 * new: begin a site, or an article.
 */
#include <stdio.h>
#include <time.h>

#include "base/date.h"
#include "base/files.h"
#include "base/path.h"
#include "base/text.h"
#include "commands/terminal.h"
#include "commands/verbs.h"
#include "import/markdownfile.h"

static struct date date;

static const struct option options[] = {
	{ 0, "date", OPTION_DATE, "YYYY-MM-DD", "the article's date (today)", &date },
	{ 0 },
};

/* What follows the title. */
static const char site_yaml[] = "tagline: Our archive\n"
				"url: https://archive.example.org/\n"
				"language: en\n"
				"timezone: UTC\n"
				"permalink: /{year}/{month}/{slug}.html\n"
				"paginate: 20\n"
				"taxonomies: [tags, sections, authors]\n";

static const char first_article[] =
	"---\n"
	"title: The first article\n"
	"date: %s\n"
	"dek: What stands under the headline.\n"
	"section: News\n"
	"tags: [beginnings]\n"
	"authors: [The editor]\n"
	"---\n"
	"\n"
	"Write here in Markdown. `broadsheet build` makes the site in `public/`.\n";

/* The day that --date says, or else today. */
static struct date chosen_day(void)
{
	return date_is_known(date) ? date : today();
}

static const char *today_text(char text[16])
{
	struct date day = chosen_day();

	snprintf(text, 16, "%04d-%02d-%02d", day.year % 10000, day.month, day.day);
	return text;
}

static enum exit_status cannot(const char *what, struct str path, enum file_status status)
{
	fprintf(stderr, "broadsheet: cannot %s '%.*s': %s\n", what, STR_ARG(path),
	        files_explain(status));
	return files_is_system(status) ? EXIT_SYSTEM : EXIT_USAGE;
}

/* Write a new file with the folders above it. */
static enum exit_status put_new(struct files *files, struct str path, struct str text)
{
	enum file_status status = files_make_folder(files, path_dir(path));

	if (status == FILE_OK)
		status = files_create(files, path, text);
	if (status != FILE_OK)
		return cannot("write", path, status);
	if (!globals.quiet)
		printf("wrote %.*s\n", STR_ARG(path));
	return EXIT_DONE;
}

static enum exit_status new_site(struct str folder)
{
	struct files *files = files_open_disk(folder);
	struct arena arena = { 0 };
	struct file_entry *entries;
	enum exit_status status;
	struct str title = text_title(&arena, path_base(folder));
	struct buf yaml = { 0 };
	char day[16];
	size_t count = 0;

	if (files_list(files, (struct str){ 0 }, &arena, &entries, &count) == FILE_OK &&
	    count) {
		fprintf(stderr, "broadsheet: the folder '%.*s' is not empty\n",
		        STR_ARG(folder));
		status = EXIT_USAGE;
		goto out;
	}
	buf_puts(
		&yaml,
		"# Every key has a default: docs/guide/site.md says what there is.\ntitle: ");
	yaml_write_str(&yaml, title);
	buf_printf(&yaml, "\n%s", site_yaml);
	status = put_new(files, STR("site.yaml"), buf_str(&yaml));
	if (status == EXIT_DONE)
		status = put_new(files, STR("content/first.md"),
		                 arena_printf(&arena, first_article, today_text(day)));
	if (status == EXIT_DONE)
		status = put_new(files, STR(".gitignore"),
		                 STR("/public/\n/.broadsheet/\n"));
	if (status == EXIT_DONE && !globals.quiet)
		printf("a new site: go to %.*s and run 'broadsheet build'\n",
		       STR_ARG(folder));
out:
	buf_clear(&yaml);
	files_close(files);
	arena_clear(&arena);
	return status;
}

static enum exit_status new_article(struct str title)
{
	struct files *files = files_open_disk(STR("."));
	struct arena arena = { 0 };
	struct str slug = text_slug(&arena, title);
	struct date day = chosen_day();
	enum exit_status status;
	struct buf text = { 0 };
	char day_text[16];

	if (slug.len == 0) {
		status = usage_error("the title '%.*s' has no letter or digit",
		                     STR_ARG(title));
		goto out;
	}
	buf_puts(&text, "---\ntitle: ");
	yaml_write_str(&text, title);
	buf_printf(&text, "\ndate: %s\ndraft: true\n---\n\n", today_text(day_text));
	status = put_new(files,
	                 arena_printf(&arena, "content/%04d/%02d/%.*s.md", day.year,
	                              day.month, STR_ARG(slug)),
	                 buf_str(&text));
out:
	buf_clear(&text);
	files_close(files);
	arena_clear(&arena);
	return status;
}

static enum exit_status new_run(struct str *operands, size_t count)
{
	if (count == 2 && str_eq(operands[0], STR("article")))
		return new_article(operands[1]);
	if (count == 2)
		return usage_error("new takes a folder, or 'article' and a title");
	if (str_eq(operands[0], STR("article")))
		return usage_error("what is the article's title?");
	return new_site(operands[0]);
}

const struct command new_command = {
	.name = "new",
	.operands = "DIR | article \"Title\"",
	.summary = "Begin a site in a folder, or an article of the site here.",
	.options = options,
	.least = 1,
	.most = 2,
	.run = new_run,
};
