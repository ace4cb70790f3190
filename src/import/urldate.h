/*
 * urldate: the date in an address, as in /2014/05/12/harbour.html, /2014-05-12-harbour,
 * /2014/may/12/ and ferry-20140512.html.
 *
 * Cannot fail, allocates nothing.
 */
#ifndef IMPORT_URLDATE_H
#define IMPORT_URLDATE_H

#include "base/date.h"
#include "base/str.h"

/* Unknown if there is none. */
struct date urldate_find(struct str url);

#endif
