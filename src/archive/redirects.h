/*
 * redirects: what was moved or withdrawn, as tables that hosts and servers read.
 *
 * Each is a page of the site, sorted by the old URL, every URL escaped as its format
 * wants it; a pure function of the archive. An alias leads to an article and never to
 * another alias (a URL that is a page's cannot be an alias, pages.c), so that there are
 * no chains and no loops. Where a host tells "/old" and "/old/" apart, there are both.
 * The alias of a withdrawn article is gone with it, or leads to its notice where a form
 * cannot say so.
 */
#ifndef ARCHIVE_REDIRECTS_H
#define ARCHIVE_REDIRECTS_H

#include "archive/archive.h"
#include "base/buf.h"
#include "base/hash.h"

enum redirect_form {
	REDIRECTS_NETLIFY,       /* _redirects */
	REDIRECTS_CLOUDFLARE,    /* the same without 410, which Cloudflare rejects */
	REDIRECTS_NGINX,         /* redirects.map, for a map of $uri */
	REDIRECTS_APACHE,        /* .htaccess, for mod_rewrite */
	REDIRECTS_S3,            /* redirects.json, routing rules */
	REDIRECTS_NGINX_QUERIES, /* queries.map, for a map of $uri?$args */
};
#define REDIRECT_FORMS (REDIRECTS_NGINX_QUERIES + 1)

/* Does the config ask for that form, "html" or a table's? */
bool redirects_wanted(const struct config *config, struct str form);

/* The form's name in the config, and the URL of its table. */
struct str redirects_name(enum redirect_form form);
struct str redirects_url(enum redirect_form form);

/* Does one of the forms that the config asks for lead from the alias? */
bool redirects_carry(const struct config *config, const struct redirect *redirect);

/* How many redirects the table of that name has, if the site has it or not. */
uint64_t redirects_count(const struct archive *archive, struct str form);

void redirects_write(const struct archive *archive, enum redirect_form form,
                     struct buf *out);

/* Of all that the tables are made of. */
struct hash redirects_hash(const struct archive *archive);

#endif
