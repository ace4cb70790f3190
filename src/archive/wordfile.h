/*
 * wordfile: words.txt, how many articles said each common word when they were last
 * counted, so that lists of related articles do not move because others change.
 *
 *     * 4096
 *     harbour 391
 *     the 4088
 *
 * A word to a line, without its ending (content/stem.h), and how many articles say it, in
 * byte order; the star stands for those that were asked (weights.h). It is kept beside
 * site.yaml like the ledger, and like that written by those who publish: when there is
 * none, and when twice as many articles would be asked.
 */
#ifndef ARCHIVE_WORDFILE_H
#define ARCHIVE_WORDFILE_H

#include <stdbool.h>

#include "archive/archive.h"
#include "archive/weights.h"
#include "base/diag.h"
#include "base/files.h"

#define WORD_FILE     "words.txt"
#define WORD_FILE_MAX ((size_t)16 << 20)

/* What the file says, in the arena. False after errors; without text nothing is known. */
bool wordfile_read(const struct source *source, struct frequencies *frequencies,
                   struct arena *arena, struct diags *diags);

/*
 * The file's text. The words of the terms are looked up in the articles, the oldest
 * first; one that none says any more is left out.
 */
void wordfile_write(const struct archive *archive, struct files *files,
                    const struct frequencies *frequencies, struct buf *out);

#endif
