#include "build/store.h"

#include <lmdb.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/path.h"
#include "base/text.h"
#include "base/utf8.h"

/* Address space, not disk: room for the pages of ten million articles. */
#define MAP_SIZE ((size_t)16 << 30)
#define PREFIX   "page:"

struct kept_page {
	struct hash hash;
	uint64_t size;
	uint64_t path_len;
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

struct str store_folder(struct arena *arena, struct str output)
{
	struct str name = text_slug(arena, output);

	return arena_printf(arena, ".broadsheet/%.*s-%.*s",
	                    STR_ARG(utf8_prefix(name, 40)),
	                    STR_ARG(hash_hex(arena, hash_bytes(output), 8)));
}

/* LMDB maps the file into memory: to read beyond its end would end the program. */
static bool is_cut_short(MDB_env *env, struct str folder)
{
	struct files *files = files_open_disk(folder);
	struct file_info file = { 0 };
	MDB_envinfo info;
	MDB_stat stat;
	bool is_whole = files_stat(files, STR("data.mdb"), &file) == FILE_OK &&
	                mdb_env_info(env, &info) == 0 && mdb_env_stat(env, &stat) == 0 &&
	                file.size / stat.ms_psize > info.me_last_pgno;

	files_close(files);
	return !is_whole;
}

/* 0, or an error of LMDB's; *env is NULL then. */
static int open_env(struct str folder, unsigned flags, MDB_env **env)
{
	struct arena scratch = { 0 };
	int failed = mdb_env_create(env);

	if (failed) {
		*env = NULL;
		return failed;
	}
	failed = mdb_env_set_mapsize(*env, MAP_SIZE);
	if (!failed)
		failed = mdb_env_open(*env, arena_cstr(&scratch, folder),
		                      flags | MDB_NOTLS, 0666);
	if (!failed && is_cut_short(*env, folder))
		failed = MDB_CORRUPTED;
	arena_clear(&scratch);
	if (failed) {
		mdb_env_close(*env);
		*env = NULL;
	}
	return failed;
}

/* Open it for writing; what is damaged, and so counts as empty, is replaced. */
static int open_or_replace(struct str folder, MDB_env **env)
{
	int failed = open_env(folder, 0, env);
	struct files *files;
	enum file_status status;

	if (failed != MDB_INVALID && failed != MDB_VERSION_MISMATCH &&
	    failed != MDB_CORRUPTED)
		return failed;
	files = files_open_disk(folder);
	status = files_remove(files, STR("data.mdb"));
	files_close(files);
	return status == FILE_OK ? open_env(folder, 0, env) : failed;
}

static bool is_our_format(MDB_txn *txn, MDB_dbi dbi)
{
	MDB_val key = val_of(STR("format")), data;

	return mdb_get(txn, dbi, &key, &data) == 0 &&
	       str_eq(str_of_val(data), STR(STORE_FORMAT));
}

static void read_pages(MDB_txn *txn, MDB_dbi dbi, struct arena *arena,
                       struct written **pages, size_t *count)
{
	MDB_val key, data;
	MDB_cursor *cursor;
	MDB_stat stat;

	if (!is_our_format(txn, dbi) || mdb_stat(txn, dbi, &stat) != 0 ||
	    mdb_cursor_open(txn, dbi, &cursor) != 0)
		return;
	*pages = ARENA_ARRAY(arena, struct written, stat.ms_entries);
	while (*count < stat.ms_entries &&
	       mdb_cursor_get(cursor, &key, &data, MDB_NEXT) == 0) {
		struct str value = str_of_val(data), path, source;
		struct kept_page kept;

		if (!str_has_prefix(str_of_val(key), STR(PREFIX)) ||
		    value.len < sizeof(kept))
			continue;
		memcpy(&kept, value.ptr, sizeof(kept));
		path = str_slice(str_from(value, sizeof(kept)), 0, kept.path_len);
		source = str_from(value, sizeof(kept) + path.len);
		(*pages)[(*count)++] = (struct written){
			.path = arena_str(arena, path),
			.source = arena_str(arena, source),
			.hash = kept.hash,
			.size = kept.size,
		};
	}
	mdb_cursor_close(cursor);
}

void store_read(struct str folder, struct arena *arena, struct written **pages,
                size_t *count)
{
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;

	*pages = NULL;
	*count = 0;
	if (open_env(folder, MDB_RDONLY, &env) != 0)
		return;
	if (mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) == 0) {
		if (mdb_dbi_open(txn, NULL, 0, &dbi) == 0)
			read_pages(txn, dbi, arena, pages, count);
		mdb_txn_abort(txn);
	}
	mdb_env_close(env);
}

static int compare_pages(const void *a, const void *b)
{
	return str_cmp(((const struct written *)a)->path,
	               ((const struct written *)b)->path);
}

/* LMDB's keys are at most 511 bytes: the path, which may be longer, is in the value. */
static int put_page(MDB_txn *txn, MDB_dbi dbi, const struct written *page, size_t number,
                    struct buf *key, struct buf *value)
{
	struct kept_page kept = { page->hash, page->size, page->path.len };
	MDB_val key_val, data;

	buf_reset(key);
	buf_printf(key, PREFIX "%08zx", number);
	buf_reset(value);
	buf_add(value, (struct str){ (const char *)&kept, sizeof(kept) });
	buf_add(value, page->path);
	buf_add(value, page->source);
	key_val = val_of(buf_str(key));
	data = val_of(buf_str(value));
	return mdb_put(txn, dbi, &key_val, &data, MDB_APPEND);
}

static int write_pages(MDB_txn *txn, MDB_dbi dbi, const struct written *pages,
                       size_t count)
{
	MDB_val key = val_of(STR("format")), data = val_of(STR(STORE_FORMAT));
	struct buf key_buf = { 0 }, value = { 0 };
	int failed = mdb_drop(txn, dbi, 0);

	failed = failed || mdb_put(txn, dbi, &key, &data, 0);
	for (size_t i = 0; i < count && !failed; i++)
		failed = put_page(txn, dbi, &pages[i], i, &key_buf, &value);
	buf_clear(&key_buf);
	buf_clear(&value);
	return failed;
}

/* All or nothing: a transaction. */
static int replace_pages(MDB_env *env, const struct written *pages, size_t count)
{
	MDB_txn *txn;
	MDB_dbi dbi;
	int failed = mdb_txn_begin(env, NULL, 0, &txn);

	if (failed)
		return failed;
	failed = mdb_dbi_open(txn, NULL, 0, &dbi);
	if (!failed)
		failed = write_pages(txn, dbi, pages, count);
	if (!failed)
		return mdb_txn_commit(txn);
	mdb_txn_abort(txn);
	return failed;
}

bool store_write(struct str folder, struct written *pages, size_t count,
                 struct diags *diags)
{
	struct files *here = files_open_disk(STR("."));
	enum file_status status = files_make_folder(here, folder);
	MDB_env *env;
	int failed;

	files_close(here);
	if (status != FILE_OK)
		return diag_error_path(diags, folder, "cannot open the state: %s",
		                       files_explain(status));
	failed = open_or_replace(folder, &env);
	if (failed)
		return diag_error_path(diags, folder, "cannot open the state: %s",
		                       mdb_strerror(failed));
	if (count)
		qsort(pages, count, sizeof(*pages), compare_pages);
	failed = replace_pages(env, pages, count);
	mdb_env_close(env);
	return failed ? diag_error_path(diags, folder, "cannot write the state: %s",
	                                mdb_strerror(failed))
	              : true;
}
