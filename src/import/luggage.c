#include "import/luggage.h"

/* Is it the first that goes there? */
static bool claim(struct luggage *luggage, struct str to)
{
	bool is_new;

	hashset_add(&luggage->taken, to, &is_new);
	return is_new;
}

static bool fail(struct luggage *luggage, enum file_status status)
{
	luggage->failed++;
	luggage->machine_failed |= files_is_system(status);
	return false;
}

static bool put(struct luggage *luggage, struct str to, struct str bytes,
                struct diags *diags)
{
	enum file_status status = FILE_OK;
	enum shelved how;

	if (!shelf_put_file(luggage->shelf, to, bytes, &how, &status, diags))
		return fail(luggage, status);
	luggage->copied += how == SHELVED_NEW;
	luggage->unchanged += how == SHELVED_SAME;
	luggage->beside += how == SHELVED_BESIDE;
	return true;
}

bool luggage_take(struct luggage *luggage, struct str from, struct str to,
                  struct diags *diags)
{
	enum file_status status;
	struct str bytes;
	bool ok;

	if (!claim(luggage, to))
		return true;
	status = files_read(luggage->files, from, LUGGAGE_MAX, &luggage->scratch, &bytes,
	                    NULL);
	if (status == FILE_OK) {
		ok = put(luggage, to, bytes, diags);
	} else {
		diag_error_path(diags, from, "%s", files_explain(status));
		ok = fail(luggage, status);
	}
	arena_reset(&luggage->scratch);
	return ok;
}

bool luggage_put(struct luggage *luggage, struct str bytes, struct str to,
                 struct diags *diags)
{
	return !claim(luggage, to) || put(luggage, to, bytes, diags);
}

void luggage_clear(struct luggage *luggage)
{
	hashset_clear(&luggage->taken);
	arena_clear(&luggage->scratch);
}
