/*
 * functions: what the renderer adds to the template language: filters and functions that
 * know the site. Each notes the facts that it reads.
 */
#ifndef RENDER_FUNCTIONS_H
#define RENDER_FUNCTIONS_H

#include "template/template.h"

/* Constant; the calls' context is a struct view. */
const struct template_library *functions_library(void);

#endif
