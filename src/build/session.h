/*
 * session: a struct build from the inside: what it holds from run to run. Private to
 * build.c and update.c.
 */
#ifndef BUILD_SESSION_H
#define BUILD_SESSION_H

#include <pthread.h>

#include "build/build.h"
#include "build/readers.h"
#include "build/run.h"
#include "build/statefile.h"

struct build {
	struct build_options options;
	struct files *files;
	struct pool *pool;
	struct worker *workers;
	struct state state;
	struct loaded loaded;
	enum state_found found;
	double open_ms; /* what it took to open, until a run counts it */

	/* For updates: what the last run found, and who reads what. */
	struct build_result last;
	struct readers readers;
	bool is_loaded;  /* the site is as the last run left it */
	bool has_errors; /* of the last run: all must be looked at again */
	bool has_readers;

	/* For pages on demand: the site is only changed by who holds it for writing. */
	pthread_rwlock_t site_lock;
	pthread_mutex_t asking;
	pthread_cond_t loaded_once;
	bool was_loaded;            /* under the mutex */
	struct rendering rendering; /* of the thread that asks */
	struct table asked_urls;    /* of files that pages on demand refer to */
	struct str *asked_sources;
	struct arena asked;
};

/* Milliseconds from any start. */
double session_ms(void);

/* The parts of a run. */
struct run session_run(struct build *build, struct build_result *result,
                       struct diags *diags);

/* Open what is written to, and say whether what is known can be relied on. */
bool session_open_writer(struct build *build, struct run *run);

/* Load everything that changed since the last run; NULL: look at all there is. */
bool session_run_all(struct build *build, const struct changes *changes,
                     struct build_result *result, struct diags *diags);

/* Bring the output up to date with what was loaded. */
void session_make(struct run *run);

/* Gather what the threads did. */
void session_merge(struct run *run);
void session_clear_workers(struct build *build);

/* Messages in order; what this run leaves for updates. False if there were errors. */
bool session_end(struct build *build, struct build_result *result, struct diags *diags);

/* The URLs of files on demand may be others now. */
void session_forget_asked(struct build *build);

#endif
