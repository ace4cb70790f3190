#include "build/store.h"

#include <errno.h>
#include <lmdb.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/path.h"

/* Address space, not disk: room for an archive of ten million articles. */
#define MAP_SIZE   ((size_t)16 << 30)
#define SUM_DIGITS 32
#define NEW_PUTS   20000 /* of a new store, some 10 MiB, are one transaction */

struct store {
	struct arena arena;
	struct files *files; /* the folder */
	struct str file, sum;
	MDB_env *env;
	MDB_txn *txn; /* always one, to read or to write */
	MDB_dbi tables[STORE_TABLES];
	bool is_new; /* nothing depends on it yet: not synced, and summed before use */
	size_t puts; /* in this transaction */
	int failed;  /* the first error of LMDB's in this transaction */
};

static const char *const table_names[STORE_TABLES] = {
	[STORE_ABOUT] = "about",
	[STORE_SOURCES] = "sources",
	[STORE_FACTS] = "facts",
	[STORE_PAGES] = "pages",
};

static MDB_val val_of(struct str s)
{
	union {
		const char *borrowed;
		void *data; /* LMDB does not write through it */
	} bytes = { s.ptr };

	return (MDB_val){ s.len, bytes.data };
}

static struct str str_of_val(MDB_val val)
{
	return (struct str){ val.mv_data, val.mv_size };
}

static struct store *new_store(struct str folder, struct str name)
{
	struct store *store = xmalloc(sizeof(*store));

	*store = (struct store){ .files = files_open_disk(folder) };
	store->file = arena_printf(&store->arena, "%.*s.mdb", STR_ARG(name));
	store->sum = arena_printf(&store->arena, "%.*s.sum", STR_ARG(name));
	return store;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	if (store->txn)
		mdb_txn_abort(store->txn);
	if (store->env)
		mdb_env_close(store->env);
	files_close(store->files);
	arena_clear(&store->arena);
	free(store);
}

/* For want of memory the program ends; LMDB's other errors are the caller's. */
static int checked(int failed)
{
	if (failed == ENOMEM)
		out_of_memory(MAP_SIZE);
	return failed;
}

static int open_env(struct store *store, struct str folder, unsigned flags)
{
	struct str path = path_join(&store->arena, folder, store->file);
	int failed = mdb_env_create(&store->env);

	if (failed)
		return failed;
	failed = mdb_env_set_mapsize(store->env, MAP_SIZE);
	if (!failed)
		failed = mdb_env_set_maxdbs(store->env, STORE_TABLES);
	if (!failed)
		failed =
			mdb_env_open(store->env, arena_cstr(&store->arena, path),
		                     flags | MDB_NOSUBDIR | MDB_NOLOCK | MDB_NOTLS, 0666);
	return failed;
}

static int open_tables(struct store *store, unsigned flags)
{
	int failed = 0;

	for (size_t i = 0; i < STORE_TABLES && !failed; i++)
		failed = mdb_dbi_open(store->txn, table_names[i], flags,
		                      &store->tables[i]);
	return failed;
}

/* What the sum of the file is, as it stands in the other file. */
static enum file_status compute_sum(struct store *store, struct arena *arena,
                                    struct str *sum)
{
	struct hash hash;
	enum file_status status = files_hash(store->files, store->file, &hash);

	if (status == FILE_OK)
		*sum = hash_hex(arena, hash, SUM_DIGITS);
	return status;
}

static enum store_status check_sum(struct store *store)
{
	struct str is, wanted;
	enum file_status status = compute_sum(store, &store->arena, &is);

	if (status != FILE_OK)
		return status == FILE_MISSING ? STORE_MISSING : STORE_FAILED;
	status = files_read(store->files, store->sum, SUM_DIGITS, &store->arena, &wanted,
	                    NULL);
	if (status == FILE_MISSING)
		return STORE_OK; /* killed between a transaction and its sum */
	if (status != FILE_OK && status != FILE_TOO_LARGE)
		return STORE_FAILED;
	return status == FILE_OK && str_eq(is, wanted) ? STORE_OK : STORE_DAMAGED;
}

/* LMDB maps the file into memory: to read beyond its end would end the program. */
static bool is_whole(struct store *store)
{
	struct file_info file = { 0 };
	MDB_envinfo info;
	MDB_stat stat;

	return files_stat(store->files, store->file, &file) == FILE_OK &&
	       mdb_env_info(store->env, &info) == 0 &&
	       mdb_env_stat(store->env, &stat) == 0 &&
	       file.size / stat.ms_psize > info.me_last_pgno;
}

/* LMDB's own errors are negative, the system's are not. */
static enum store_status open_to_read(struct store *store, struct str folder)
{
	int failed = checked(open_env(store, folder, 0));

	if (!failed && !is_whole(store))
		failed = MDB_CORRUPTED;
	if (!failed)
		failed =
			checked(mdb_txn_begin(store->env, NULL, MDB_RDONLY, &store->txn));
	if (!failed)
		failed = checked(open_tables(store, 0));
	if (failed == 0)
		return STORE_OK;
	return failed < 0 ? STORE_DAMAGED : STORE_FAILED;
}

struct store *store_open(struct str folder, struct str name, enum store_status *status)
{
	struct store *store = new_store(folder, name);

	*status = check_sum(store);
	if (*status == STORE_OK)
		*status = open_to_read(store, folder);
	if (*status == STORE_OK)
		return store;
	store_close(store);
	return NULL;
}

struct store *store_reopen(struct str folder, struct str name)
{
	struct store *store = new_store(folder, name);

	if (open_to_read(store, folder) == STORE_OK)
		return store;
	store_close(store);
	return NULL;
}

struct store *store_create(struct str folder, struct str name, const char **problem)
{
	struct store *store;

	store_remove(folder, name);
	store = new_store(folder, name);
	store->is_new = true;
	store->failed = checked(open_env(store, folder, MDB_NOSYNC));
	if (!store->failed && store_begin(store))
		return store;
	*problem = store_problem(store);
	store_close(store);
	return NULL;
}

void store_each(struct store *store, enum store_table table,
                bool (*each)(void *context, struct str key, struct str value),
                void *context)
{
	MDB_cursor *cursor;
	MDB_val key, value;

	if (checked(mdb_cursor_open(store->txn, store->tables[table], &cursor)) != 0)
		return;
	while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0)
		if (!each(context, str_of_val(key), str_of_val(value)))
			break;
	mdb_cursor_close(cursor);
}

struct str store_get(struct store *store, enum store_table table, struct str name)
{
	MDB_val key = val_of(name), value;

	if (mdb_get(store->txn, store->tables[table], &key, &value) != 0)
		return (struct str){ 0 };
	return str_of_val(value);
}

bool store_begin(struct store *store)
{
	if (store->txn)
		mdb_txn_abort(store->txn);
	store->txn = NULL;
	store->failed = checked(mdb_txn_begin(store->env, NULL, 0, &store->txn));
	if (!store->failed) /* the handles of an aborted transaction are closed */
		store->failed = checked(open_tables(store, MDB_CREATE));
	return store->failed == 0;
}

bool store_put(struct store *store, enum store_table table, struct str name,
               struct str text)
{
	MDB_val key = val_of(name), value = val_of(text);

	if (!store->failed)
		store->failed = checked(mdb_put(store->txn, store->tables[table], &key,
		                                &value, store->is_new ? MDB_APPEND : 0));
	/* What a transaction changes is in memory until its end. */
	if (!store->failed && store->is_new && ++store->puts == NEW_PUTS) {
		store->failed = checked(mdb_txn_commit(store->txn));
		store->txn = NULL;
		store->puts = 0;
		return store->failed == 0 && store_begin(store);
	}
	return store->failed == 0;
}

bool store_drop(struct store *store, enum store_table table, struct str name)
{
	MDB_val key = val_of(name);
	int failed;

	if (store->failed)
		return false;
	failed = checked(mdb_del(store->txn, store->tables[table], &key, NULL));
	if (failed != MDB_NOTFOUND)
		store->failed = failed;
	return store->failed == 0;
}

bool store_empty(struct store *store, enum store_table table)
{
	if (!store->failed)
		store->failed = checked(mdb_drop(store->txn, store->tables[table], 0));
	return store->failed == 0;
}

static bool fail(struct store *store, enum file_status status)
{
	if (status != FILE_OK && !store->failed)
		store->failed = status == FILE_FULL ? ENOSPC : EIO;
	return store->failed == 0;
}

/* Once there is no sum, the store is taken as it is. */
static bool remove_sum(struct store *store)
{
	enum file_status status = files_remove(store->files, store->sum);

	return status == FILE_MISSING || fail(store, status);
}

static bool write_sum(struct store *store)
{
	struct arena scratch = { 0 };
	struct str sum;
	enum file_status status = compute_sum(store, &scratch, &sum);

	if (status == FILE_OK)
		status = files_replace(store->files, store->sum, sum);
	arena_clear(&scratch);
	return fail(store, status);
}

bool store_commit(struct store *store)
{
	if (store->failed || (!store->is_new && !remove_sum(store))) {
		mdb_txn_abort(store->txn);
		store->txn = NULL;
		return false;
	}
	store->failed = checked(mdb_txn_commit(store->txn));
	store->txn = NULL;
	return store->failed == 0 && write_sum(store);
}

const char *store_problem(const struct store *store)
{
	/* LMDB makes no difference between a write that failed and one that was cut
	 * short. */
	if (store->failed == EIO)
		return "the disk is full, or input or output failed";
	return mdb_strerror(store->failed);
}

bool store_rename(struct str folder, struct str from, struct str to)
{
	struct store *store = new_store(folder, from);
	struct str file = arena_printf(&store->arena, "%.*s.mdb", STR_ARG(to));
	struct str sum = arena_printf(&store->arena, "%.*s.sum", STR_ARG(to));
	enum file_status status = files_remove(store->files, sum);
	bool ok;

	/* Between the renames the store has no sum, and is taken as it is. */
	ok = (status == FILE_OK || status == FILE_MISSING) &&
	     files_rename(store->files, store->file, file) == FILE_OK &&
	     files_rename(store->files, store->sum, sum) == FILE_OK;
	store_close(store);
	return ok;
}

void store_remove(struct str folder, struct str name)
{
	struct store *store = new_store(folder, name);

	files_let_fail(files_remove(store->files, store->file));
	files_let_fail(files_remove(store->files, store->sum));
	store_close(store);
}
