/*
 * address: the keys that say where an article stands and what it is shown with: section,
 * slug, URL, template.
 *
 * Readers as in field.h; out is the whole struct article.
 */
#ifndef CONTENT_ADDRESS_H
#define CONTENT_ADDRESS_H

#include "content/field.h"

void address_section(const struct field *field, void *article);
void address_slug(const struct field *field, void *article);
void address_url(const struct field *field, void *article);
void address_template(const struct field *field, void *article);

#endif
