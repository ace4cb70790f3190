/*
 * compound: the fields of an article that are made of fields: picture, corrections,
 * related articles, the reason of a withdrawal.
 *
 * Readers as in field.h; out is the whole struct article.
 */
#ifndef CONTENT_COMPOUND_H
#define CONTENT_COMPOUND_H

#include "content/field.h"

void compound_image(const struct field *field, void *article);
void compound_corrections(const struct field *field, void *article);
void compound_related(const struct field *field, void *article);
void compound_withdrawn(const struct field *field, void *article);

#endif
