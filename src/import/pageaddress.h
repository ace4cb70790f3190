/*
 * pageaddress: where a page was published, by what browsers and archives leave of it.
 *
 * Views of what was given; empty if nothing is said. Cannot fail.
 */
#ifndef IMPORT_PAGEADDRESS_H
#define IMPORT_PAGEADDRESS_H

#include <stdbool.h>

#include "base/str.h"

/* The address in the comment of a browser that saved the page, or of SingleFile. */
struct str address_saved(struct str html);

/* "https://web.archive.org/web/2014/http://a.org/b" is "http://a.org/b". */
struct str address_unarchived(struct str url);

/* Is it that of a site's front page, without a name of a page? */
bool address_is_front(struct str url);

#endif
