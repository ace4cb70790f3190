#include "import/luggage.h"

bool luggage_take(struct luggage *luggage, struct str from, struct str to,
                  struct diags *diags)
{
	enum file_status status;
	enum shelved how;
	struct str bytes;
	bool ok, is_new;

	hashset_add(&luggage->taken, to, &is_new);
	if (!is_new)
		return true;
	status = files_read(luggage->files, from, LUGGAGE_MAX, &luggage->scratch, &bytes,
	                    NULL);
	if (status != FILE_OK)
		ok = diag_error_path(diags, from, "%s", files_explain(status));
	else
		ok = shelf_put_file(luggage->shelf, to, bytes, &how, &status, diags);
	arena_reset(&luggage->scratch);
	if (!ok) {
		luggage->failed++;
		luggage->machine_failed |= files_is_system(status);
		return false;
	}
	luggage->copied += how == SHELVED_NEW;
	luggage->unchanged += how == SHELVED_SAME;
	luggage->beside += how == SHELVED_BESIDE;
	return true;
}

void luggage_clear(struct luggage *luggage)
{
	hashset_clear(&luggage->taken);
	arena_clear(&luggage->scratch);
}
