/*
 * findings: what a check found, gathered by many threads and told in one order.
 *
 * Each thread adds to a list of its own. Told together, the same finding on many pages is
 * one message, and of each kind no more than FINDINGS_TOLD are told: the rest are
 * counted. The strings belong to the caller.
 */
#ifndef CHECK_FINDINGS_H
#define CHECK_FINDINGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

#define FINDINGS_TOLD 20 /* of each kind: enough to see what is wrong */

enum finding_kind {
	FOUND_LINK,   /* leads nowhere */
	FOUND_ANCHOR, /* leads to no place in the page */
	FOUND_FILE,   /* a picture, script or stylesheet that is not there */
	FOUND_MARKUP, /* is not well-formed */
	FOUND_ID,     /* stands twice in a page */
	FOUND_ALT,    /* a picture without */
	FOUND_LEAD,   /* a lead picture without the same */
	FOUND_ORPHAN,
	FOUND_TITLE, /* two articles have it */
	FOUND_TEXT,
	FOUND_FUTURE,
};
#define FINDING_KINDS (FOUND_FUTURE + 1)

struct finding {
	enum finding_kind kind;
	struct str path;   /* of a file of the output, or of an article's source */
	struct str what;   /* the link, the id, the other article */
	size_t offset;     /* in a file of the output */
	bool is_of_source; /* path is an article's; there is no offset */
};

struct findings {
	struct finding *items; /* free with findings_clear */
	size_t count, cap;
};

void findings_add(struct findings *findings, struct finding finding);

/* Put one list behind another, which is empty then. */
void findings_move(struct findings *to, struct findings *from);

/*
 * Turn them into messages. place finds where a finding stands, in the arena: a source
 * without a path if all that is known is the path of the finding.
 */
void findings_tell(struct findings *findings,
                   struct span (*place)(void *context, const struct finding *finding,
                                        struct arena *arena),
                   void *context, struct diags *diags);

void findings_clear(struct findings *findings);

#endif
