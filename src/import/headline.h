/*
 * headline: the headline of a page, without the name of the site that stands beside it in
 * titles: "Ferry returns - The Harbour Gazette | News" is "Ferry returns".
 */
#ifndef IMPORT_HEADLINE_H
#define IMPORT_HEADLINE_H

#include "base/arena.h"
#include "base/str.h"
#include "content/article.h"
#include "import/metadata.h"

struct headline_hints {
	struct strs headings;   /* of the page: h1, or called a headline */
	struct str opening;     /* of these the only one with text below it, or empty */
	struct strs lower;      /* all headings below h1 */
	struct strs candidates; /* texts at its top that may be a headline */
	struct str url;         /* where it was published, or empty */
};

/* Empty if there is nothing that could be a headline. */
struct str headline_find(struct arena *arena, const struct metadata *data,
                         const struct headline_hints *hints);

/* What else the page's title says, which is the name of the site; or empty. */
struct str headline_site(struct arena *arena, struct str page_title, struct str headline);

#endif
