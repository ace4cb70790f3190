/*
 * ledger: urls.txt, every URL that the site ever published, one to a line.
 *
 * In byte order, from the site's root, unescaped. It holds the URLs that people keep and
 * that must never be lost: of articles, notices, aliases, the front page, lists, terms
 * and all terms. Numbered pages of lists are not in it (they come and go with
 * `paginate`), nor are plain files, pictures, tables of redirects and the page for what
 * is not found; nor years, months, days and the letters of large taxonomies, which come
 * and go with their articles. A pure function of the archive and the file's text; a
 * look-up for each line.
 */
#ifndef ARCHIVE_LEDGER_H
#define ARCHIVE_LEDGER_H

#include "archive/archive.h"
#include "base/buf.h"
#include "base/diag.h"

#define LEDGER_FILE "urls.txt"
#define LEDGER_MAX  ((size_t)1 << 30)
/* What the message of such a URL says. */
#define LEDGER_VANISHED "was published once, and nothing is there now"
#define LEDGER_TOLD     50 /* URLs that vanished, told one by one */

/*
 * Warn of URLs that are no longer served. Lines that are no URLs are errors; false then.
 */
bool ledger_check(const struct archive *archive, const struct source *source,
                  struct diags *diags);

/* What the file should hold now: all that it did, which has no errors, and what is new.
 */
void ledger_merge(const struct archive *archive, struct str text, struct buf *out,
                  size_t *added);

#endif
