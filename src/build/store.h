/*
 * store: what builds remember, on disk (LMDB; the only includer of lmdb.h).
 *
 * A store is one file, NAME.mdb, of tables from keys to values, beside which NAME.sum
 * holds the hash of all its bytes. It is changed in transactions: killed at any instant,
 * it holds what the last whole one left. The sum is removed before a transaction is
 * written and made again after it; so a store without a sum was left by a kill, and is
 * sound because LMDB's are, and a store with a wrong one is damaged, and never opened:
 * LMDB trusts what it maps.
 *
 * One store belongs to one process at a time (the caller holds a lock) and to one thread.
 * What is read lives in the map of the file, until the store is closed or begins to
 * write.
 */
#ifndef BUILD_STORE_H
#define BUILD_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum store_table {
	STORE_ABOUT,   /* by name: what the store is of */
	STORE_SOURCES, /* by the hash of the path */
	STORE_FACTS,   /* by number, the highest byte first */
	STORE_PAGES,   /* by the hash of the path */
	STORE_TABLES,
};

enum store_status {
	STORE_OK,
	STORE_MISSING,
	STORE_DAMAGED, /* or not written by LMDB at all */
	STORE_FAILED,  /* the disk */
};

struct store;

/* Open NAME.mdb in a folder to read; NULL if *status is not STORE_OK. */
struct store *store_open(struct str folder, struct str name, enum store_status *status);

/* The same of a store that this process has written itself: its sum is taken as right. */
struct store *store_reopen(struct str folder, struct str name);

/*
 * A new store in its place, empty and open for writing. NULL if the disk fails; *problem
 * says why.
 */
struct store *store_create(struct str folder, struct str name, const char **problem);

/* Call a function with every entry of a table in order of the keys; false ends it. */
void store_each(struct store *store, enum store_table table,
                bool (*each)(void *context, struct str key, struct str value),
                void *context);

/* The value of a key, or an empty string. */
struct str store_get(struct store *store, enum store_table table, struct str key);

/* Begin to write; all that was read before is gone. */
bool store_begin(struct store *store);

/*
 * False from the first that fails on: the transaction will fail. A new store takes the
 * keys of each table in their order.
 */
bool store_put(struct store *store, enum store_table table, struct str key,
               struct str value);
bool store_drop(struct store *store, enum store_table table, struct str key);

/* Empty a table. */
bool store_empty(struct store *store, enum store_table table);

/* End the transaction: all of it is kept, or, on failure, none of it. */
bool store_commit(struct store *store);

/* Why the disk failed, for people. */
const char *store_problem(const struct store *store);

/* Forget a transaction that was not committed, and close. */
void store_close(struct store *store);

/* Take the place of the store of another name in the same folder. Both are closed. */
bool store_rename(struct str folder, struct str from, struct str to);
void store_remove(struct str folder, struct str name);

#endif
