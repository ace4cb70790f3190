/*
 * warcrun: one import of web archives; private to warcimport.c, warcchoice.c,
 * warcpages.c and warcput.c.
 */
#ifndef IMPORT_WARCRUN_H
#define IMPORT_WARCRUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/table.h"
#include "import/charset.h"
#include "import/importer.h"
#include "import/pageshelf.h"
#include "import/pictures.h"
#include "import/refrain.h"
#include "import/spool.h"
#include "import/warcindex.h"

/* A page that a child has, or whose answer waits for its turn. */
struct pending {
	struct buf url;
	struct errand errand;
	unsigned flags; /* httpmessage.h */
	bool lost;
};

/* An article that was put by: what it is known by, its text, and which one it is. */
struct written {
	uint64_t key, likeness, article;
};

/* An address of a copy of an article. */
struct alias {
	uint64_t article;
	struct str url;
};

/* An address whose newest capture has the digest of another one's, which is read. */
struct twin {
	uint64_t of;      /* that one's address, as in a capture */
	uint32_t capture; /* CAPTURE_NONE: it went its own way */
	struct str url;
};

/* An address whose newest capture is no article, or a stub of one. */
struct attempt {
	uint32_t newest;
	uint32_t best; /* capture that is an article, though a short one; or CAPTURE_NONE
	                */
	uint32_t tries;
	bool failed; /* the newest could not be read, which has been said */
	size_t size; /* of the best one's text; a hash of its title */
	uint64_t title;
};

/* What came of a page. */
struct verdict {
	struct str url;
	bool failed; /* it could not be read */
	bool is_article, says_listing;
	size_t size; /* of its text */
	uint64_t title;
};

struct warc_run {
	const struct import_options *options;
	struct import_counts *counts;
	struct diags *diags;
	struct arena names;   /* of inputs and volumes */
	struct arena scratch; /* reset for each page */
	struct inputs inputs;
	struct volumes volumes;
	uint64_t bytes; /* of all volumes */
	struct warcindex index;
	struct warcreader reader;
	struct pageshelf shelf;

	struct errand *pages; /* to be read, and those that are put off */
	size_t page_count, later_count, later_cap;
	struct errand *later;
	bool is_late;         /* these are being read now */
	struct errand *older; /* to be read in the next round */
	size_t older_count, older_cap;
	bool is_again;      /* not the first round */
	struct twin *twins; /* by the address that is read */
	size_t twin_count;
	struct attempt *attempts;
	size_t attempt_count, attempt_cap;
	struct pending *pending;
	size_t pending_first, pending_count, pending_cap;

	size_t damaged;     /* pages of which not all was there */
	struct spool spool; /* of articles */
	struct alias *aliases;
	size_t alias_count, alias_cap;
	struct table keys; /* of articles, as eight bytes, ... */
	struct written *written;
	size_t written_cap;
	struct arena key_bytes;
	struct pictures pictures;

	struct refrain refrain; /* what pages repeat */
	bool is_learning;

	/* In a child. */
	struct charsets charsets;
	struct value_builder *found;
};

/* warcchoice.c: the newest capture of each address that is a page. */
void warc_choose_pages(struct warc_run *run);

/* Those with the bytes that an errand's address had. */
struct twin *warc_twins(const struct warc_run *run, const struct errand *errand,
                        size_t *count);

/* They are no articles, as it is none, or copies of it; report them, once. */
void warc_settle_twins(struct warc_run *run, const struct errand *errand, struct str url,
                       bool is_article);

/*
 * Is the page nothing, or so little that an older capture may have more, or unreadable?
 * Then that is read in the next round, and this one is done with.
 */
bool warc_look_further(struct warc_run *run, struct errand *errand,
                       const struct verdict *verdict);

/* The newest capture that a page was taken instead of, or NULL. */
const struct capture *warc_instead_of(const struct warc_run *run,
                                      const struct errand *errand);

/* Make the next round's list of pages; false if there is nothing to read. */
bool warc_go_older(struct warc_run *run);
void warc_forget_choice(struct warc_run *run);

/* warcpages.c: the day of a capture. */
struct date warc_date_of(const struct capture *capture);

/* warcput.c: a row, and counted: not all of the page was there. */
void warc_report_damage(struct warc_run *run, struct str url, struct str why);

/* Put an article by, as a child made it, until its aliases are known. */
bool warc_put_by(struct warc_run *run, const struct pending *pending, struct str address,
                 struct str output);

/* The page is a copy of the article with that number. */
void warc_add_aliases(struct warc_run *run, const struct pending *pending,
                      uint64_t article);

/* All articles on the shelf. */
void warc_put_articles(struct warc_run *run);

/* The capture of a picture by its address, or NULL. */
const struct capture *warc_picture(const struct warc_run *run, uint64_t key);

/* warcpages.c: learn from a sample of the list what its pages repeat. */
#define LESSONS_MAX 2000 /* pages: what only one of thousands repeats is no refrain */
void warc_learn(struct warc_run *run);

/* warcpages.c: read the pages of the list, all in child processes. */
void warc_read_pages(struct warc_run *run);
void warc_forget_pages(struct warc_run *run);

#endif
