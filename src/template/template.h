/*
 * template: Jinja's language over values. The whole interface of template/.
 *
 * A template_set owns compiled templates. It is built once, by one thread; from then on
 * it is immutable and any number of threads may render from it, each with its own
 * arena. Compiling reports every syntax error it can; rendering stops at the first
 * error. Limits (below) make sure that no template hangs or exhausts the machine.
 * Knows nothing of articles: what a template may read comes in through the host.
 */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/value.h"

/* Nesting of includes, macros, blocks and calls; Jinja stops at Python's own limit. */
#define TEMPLATE_DEPTH 100
/* Instructions of one page: some seconds of work. A million-entry loop fits. */
#ifndef TEMPLATE_STEPS /* a fuzzer has less patience */
#define TEMPLATE_STEPS ((size_t)200 << 20)
#endif
/* Bytes that one page may come to, captures included. */
#define TEMPLATE_OUTPUT ((size_t)64 << 20)
/* Bytes of strings, lists and dicts that may be made on the way. */
#define TEMPLATE_MEMORY ((size_t)256 << 20)
/* Nesting of expressions and blocks in the source. */
#define TEMPLATE_NESTING 200

struct template_set;
struct template;

/* One call of a filter, test or function. */
struct template_call {
	struct str name;
	struct value
		*args; /* one for each parameter in order; undefined where not given */
	size_t count;  /* how many parameters there are */
	struct value *rest; /* positional arguments beyond them, if "*" is a parameter */
	size_t rest_count;
	struct arena *arena; /* for results; lives as long as the page */
	void *context;       /* the host's */
	bool autoescape;     /* is HTML being escaped where the call stands? */
	void *private;
};

/*
 * params names the parameters, comma-separated; one ending in "=" may be left out
 * ("format, language="); a last "*" takes any number of further arguments,
 * a last "**" is a dict of further named ones. A filter's first parameter is what stands
 * before the "|".
 * run returns false after call_error.
 */
struct template_function {
	const char *name;
	const char *params;
	bool (*run)(struct template_call *call, struct value *result);
};

/* "article.html:3:8: error: <fmt>", with the chain of includes. Always false. */
bool call_error(struct template_call *call, const char *fmt, ...) PRINTF(2, 3);

/* What the host adds to the language: three lists, each ended by a NULL name. */
struct template_library {
	const struct template_function *filters;
	const struct template_function *tests;
	const struct template_function *functions;
};

struct template_host {
	void *context;
	/* A global variable (site, page, ...), undefined if there is none. */
	struct value (*global)(void *context, struct str name);
	/* Names of the globals, for suggestions. */
	const struct str *global_names;
	size_t global_count;
	/* Of names of months and days, where the filter "date" is given none; may be
	 * empty. */
	struct str language;
	/*
	 * Called whenever the rendering reads a template: the one rendered, includes,
	 * imports, parents. template is NULL if there is none of that name.
	 */
	void (*used)(void *context, struct str name, const struct template *template);
};

struct template_set *template_set_new(const struct template_library *library);
void template_set_free(struct template_set *set);

/*
 * Compile a template and add it under its name; a later one of the same name replaces
 * the earlier. The source's path is what messages show. Both must outlive the set. One
 * with errors is added as broken.
 */
bool template_set_add(struct template_set *set, struct str name,
                      const struct source *source, struct diags *diags);

/*
 * Add a template that cannot be used, for a reason that was said: whatever renders it
 * fails, and says nothing more. False.
 */
bool template_set_add_broken(struct template_set *set, struct str name,
                             const struct source *source);

/* NULL if there is none. */
const struct template *template_find(const struct template_set *set, struct str name);

/* Of the name and the source's bytes. */
struct hash template_hash(const struct template *template);

/* Render to out. What was written before an error stays in out. */
bool template_render(const struct template_set *set, const struct template *template,
                     const struct template_host *host, struct arena *arena,
                     struct buf *out, struct diags *diags);

#endif
