/*
 * events: what open pages are told, as server-sent events.
 *
 *     reload       the page is no longer what it was
 *     styles       JSON: the URLs of its stylesheets now
 *     errors       JSON: what is wrong with the site; [] when all is well
 *
 * Appends to a buf; cannot fail; any thread.
 */
#ifndef SERVE_EVENTS_H
#define SERVE_EVENTS_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/value.h"

/* How soon a browser that lost the server looks for it again. */
void event_retry(struct buf *out);

void event_reload(struct buf *out);
void event_styles(struct buf *out, struct value urls);

/* The errors, not the warnings: those the terminal shows. */
void event_errors(struct buf *out, const struct diags *diags);

/* Says nothing: whoever is no longer there cannot receive it. */
void event_heartbeat(struct buf *out);

#endif
