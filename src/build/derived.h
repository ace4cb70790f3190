/*
 * derived: what is made of the texts of all articles, and remembered in the state: the
 * search index and the lists of related articles.
 */
#ifndef BUILD_DERIVED_H
#define BUILD_DERIVED_H

#include "build/loader.h"

/*
 * Make both, if the site has them, from what the state remembers, and bring that up to
 * date: for load_site, before pages are listed. False after errors.
 */
bool derive(struct loaded *loaded, struct pool *pool, const struct load_options *options,
            struct diags *diags);

/*
 * Make them anew after articles have changed in their places, and list the pages again if
 * there are others now. False if nothing has changed, or if the site must be loaded
 * again: an article has changed once more, or there are errors.
 */
bool derive_again(struct loaded *loaded, struct pool *pool, struct state *state,
                  struct diags *diags);

#endif
