/*
 * pagearticle: one page of HTML as an article of ours: front matter, Markdown, and what
 * was left out.
 *
 * The result is a value, so that it can be sent from one process to another as JSON:
 *
 *     front     a dict as it is to be written, but for aliases; none: there is no article
 *     body      Markdown
 *     date      as in front, or absent
 *     url       where the page was published, or absent
 *     charset   what it was encoded in
 *     left_out  a list of lists: kind, why, how sure in percent, text
 *     nameless  true if the page has no headline
 *     kind      a list: is it an article, how sure in percent, why, and does it say that
 *               it is a listing (pagekind.h)
 *
 * A pure function of the page; all memory is the arena's; cannot fail. It is meant for
 * pages that nobody has looked at: run it in workers.h.
 */
#ifndef IMPORT_PAGEARTICLE_H
#define IMPORT_PAGEARTICLE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/value.h"
#include "import/charset.h"
#include "import/embedded.h"
#include "import/refrain.h"
#include "import/tomarkdown.h"

struct page {
	struct str bytes;
	struct str url;                /* where it was published, or empty */
	struct str charset;            /* as declared along with it, or empty */
	struct date date;              /* if the page does not say one; may be unknown */
	struct date archived;          /* when it was captured; may be unknown */
	const struct refrain *refrain; /* what other pages have taught, or NULL */
	const struct picture_finder *finder; /* or NULL */
	struct embedded *embedded; /* gets pictures that the page holds, for the finder;
	                              or NULL */
};

/* What the page has to teach of a source, for refrain_learn; false: it is a listing. */
bool page_lesson(struct arena *arena, struct charsets *charsets, const struct page *page,
                 struct buf *out);

struct value page_article(struct arena *arena, struct charsets *charsets,
                          const struct page *page);

#endif
