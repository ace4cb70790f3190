/*
 * inject: a page as the browser gets it while it is being worked on: with the script that
 * keeps it up to date; and what of a page the script can renew without a reload.
 *
 * The theme's stylesheets are published under names that hold a hash of their content
 * (/assets/style.1f0c2a9b34.css), so that an edit of one changes every page. Its version
 * leaves these hashes out: pages of one version differ in stylesheets at most, and the
 * script can swap those. Pure; cannot fail; any thread.
 */
#ifndef SERVE_INJECT_H
#define SERVE_INJECT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/value.h"

/* What the server answers by itself lies here, beside the site. */
#define OWN_URLS  "/_broadsheet/"
#define LIVE_URL  OWN_URLS "live.js"
#define EVENT_URL OWN_URLS "events"

/* Of the page's bytes, but for the hashes of stylesheets: hexadecimal digits. */
struct str page_version(struct arena *arena, struct str html);

/* The URLs of the theme's stylesheets that the page names, as a list of strings. */
struct value page_stylesheets(struct arena *arena, struct str html, struct str home);

/* Is this path of the output a stylesheet with a hash in its name? */
bool path_is_stylesheet(struct str path);

/* The page with the script before its last </body>, or at the end. */
void page_inject(struct buf *out, struct str html, struct str version);

#endif
