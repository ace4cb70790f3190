/*
 * oldsite: another generator's site as it lies on the disk: its config, its pages, and
 * the URL that each had.
 *
 * hugosite.c and jekyllsite.c fill it in; all that is common to both is here. A site
 * owns its arena and tables, oldsite_clear returns them. Bodies are never kept: a page's
 * file is read once to know the page, and once to convert it. One thread at a time.
 */
#ifndef IMPORT_OLDSITE_H
#define IMPORT_OLDSITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/table.h"
#include "base/value.h"
#include "base/zone.h"
#include "content/article.h"
#include "import/encoding.h"
#include "import/oldvalue.h"

#define OLDPAGE_MAX  ((size_t)64 << 20) /* bytes of a page: what an article may have */
#define OLDPAGE_NONE UINT32_MAX

enum generator { GENERATOR_HUGO, GENERATOR_JEKYLL };

struct oldpage {
	struct str path;   /* of its file */
	struct str key;    /* the same below the folder of all pages: "posts/a.md" */
	struct str folder; /* the folder that is its own (a bundle), or empty */
	struct str group;  /* the section or collection */
	struct str title, slug, language;
	struct str categories; /* Jekyll's: "a/b" */
	struct str url;        /* from the site's root; empty if it had none */
	bool url_taken;        /* another article has it as an alias */
	struct date date;
	bool draft;
	bool date_unclear;   /* it states a date that could not be read */
	const char *why_not; /* it is no article; NULL: it is one */
	bool failed;         /* it cannot be read, which has been said */
	struct str into;     /* the file that it becomes */
};

/* Front matter that holds for many pages: a cascade, or defaults. */
struct olddefault {
	struct str folder; /* below the folder of all pages; empty: all */
	struct str glob;   /* of Hugo's target; empty: any */
	struct str group;  /* Jekyll's type; empty: any */
	struct value data;
};

/* A folder of a language's pages. Their keys begin with it: "de/posts/a.md". */
struct oldroot {
	struct str folder, language;
};

struct oldsite {
	enum generator generator;
	struct files *files;
	struct str root;       /* of the site */
	struct str content;    /* the folder of all pages: "site/content" */
	struct oldroot *roots; /* other folders */
	size_t root_count;
	struct arena arena;
	struct value config, params;
	struct str url;     /* "https://example.org", or empty */
	struct str base;    /* the path of the site there: "/blog", or empty */
	struct str address; /* the same as url, if articles are to name their source */
	const struct zone *zone; /* NULL: dates stand as they are written */
	struct strs statics;     /* folders whose files are published as they are */
	struct oldpage *pages;   /* in the order of their keys */
	size_t count, cap;
	struct olddefault *defaults; /* the more particular ones last */
	size_t default_count, default_cap;
	struct table by_key, by_name, by_url; /* of articles and of what is none */
	uint32_t *key_pages, *name_pages, *url_pages;
};

/* A page's file, taken apart. All in the arena. */
struct oldfile {
	struct source source;
	bool has_front; /* else data is an empty dict */
	/* A key of the front matter that was given again; nothing: start is end. */
	size_t twice_start, twice_end;
	struct value data;
	size_t body;
	struct encoding_notes notes;
};

/* Find the pages, and know each of them. False if any could not be read. */
bool oldsite_open(struct oldsite *site, bool *machine_failed, struct diags *diags);

/* Read a page; data has the defaults that hold for it. */
bool oldsite_read(const struct oldsite *site, const struct oldpage *page,
                  struct arena *arena, struct oldfile *out, enum file_status *status,
                  struct diags *diags);

/* The page that a link means, or OLDPAGE_NONE: by path from a page, or by URL. */
uint32_t oldsite_find(const struct oldsite *site, const struct oldpage *from,
                      struct str reference, struct arena *arena);
uint32_t oldsite_find_url(const struct oldsite *site, struct str url,
                          struct arena *arena);

/* Where a file that a rooted URL names lies; false if there is none. */
bool oldsite_find_static(const struct oldsite *site, struct str url, struct arena *arena,
                         struct str *path);

/* Where a file lies whose path below the folder of all pages is as in a key. */
struct str oldsite_place(const struct oldsite *site, struct str key, struct arena *arena);

bool oldsite_is_file(const struct oldsite *site, struct str path);

void oldsite_clear(struct oldsite *site);

/*
 * For hugosite.c and jekyllsite.c, which list the pages, and describe each by its front
 * matter, which lives for as long as the call does.
 */

bool hugosite_open(struct oldsite *site, struct diags *diags);
bool jekyllsite_open(struct oldsite *site, struct diags *diags);
void hugosite_describe(struct oldsite *site, struct oldpage *page, struct value data);
void jekyllsite_describe(struct oldsite *site, struct oldpage *page, struct value data);

struct oldpage *oldsite_add(struct oldsite *site, struct str path);
void oldsite_add_default(struct oldsite *site, struct olddefault item);

/* Read a file of settings, if it is there; an error in it is a warning. */
struct value oldsite_config(struct oldsite *site, struct str path, struct diags *diags);

/* The site's own address, from its config: sets url and base. */
void oldsite_set_url(struct oldsite *site, struct str url);

#endif
