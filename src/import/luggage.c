#include "import/luggage.h"

bool luggage_take(struct luggage *luggage, struct str from, struct str to,
                  struct diags *diags)
{
	enum file_status status;
	enum shelved how;
	struct str bytes;
	bool ok;

	if (table_find(&luggage->taken, to) != TABLE_NONE)
		return true;
	table_add(&luggage->taken, arena_str(&luggage->arena, to), NULL);
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
	table_clear(&luggage->taken);
	arena_clear(&luggage->arena);
	arena_clear(&luggage->scratch);
}
