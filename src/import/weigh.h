/*
 * weigh: how much each block of a page speaks for being of the article, or against it.
 *
 * A weight is the block's length in characters, made less by links, by want of an end of
 * a sentence and by shortness; negative for what looks like a menu, a promotion, a
 * caption, or stands in an element that says so.
 */
#ifndef IMPORT_WEIGH_H
#define IMPORT_WEIGH_H

#include "import/blocks.h"

void blocks_weigh(struct blocks *blocks);

#endif
