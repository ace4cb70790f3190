/*
 * observe: what every fact is now.
 *
 * The one place that knows how a fact's hash is made from the site: a page that reads it
 * notes what is seen here, and a later build looks here whether it is still so. A pure
 * function of the site and of the files in its folder. Cannot fail: what cannot be read
 * is as if it were not there. The site is only read: any thread may call.
 */
#ifndef RENDER_OBSERVE_H
#define RENDER_OBSERVE_H

#include "render/fact.h"
#include "render/site.h"

/*
 * Set what is seen of the fact of that kind and key. A file whose stamp is still that of
 * fact->stamp is not read again.
 */
void fact_observe(const struct site *site, struct fact *fact);

/* A picture's size, as its fact holds it; false if there is no such file. */
bool fact_picture_size(const struct fact *fact, uint32_t *width, uint32_t *height);

#endif
