/*
 * libxml: libxml2's global state, set up once before anything else of it is used.
 *
 * Its memory is ours, so that none of its functions can fail for want of it.
 */
#ifndef CONTENT_LIBXML_H
#define CONTENT_LIBXML_H

/* Any thread may call, as often as it likes; all but the first call do nothing. */
void libxml_start(void);

#endif
