#include "build/output.h"

#include <limits.h>
#include <stdlib.h>

#include "base/attr.h"
#include "base/path.h"

/* The absolute path of a folder, which need not exist yet, without links; "/" at its end.
 */
static struct str real_folder(struct arena *arena, struct str folder)
{
	char resolved[PATH_MAX];
	struct str above = path_dir(folder);

	if (realpath(arena_cstr(arena, folder.len ? folder : STR(".")), resolved))
		return arena_printf(arena, "%s/", resolved);
	if (str_eq(folder, above))
		return STR("/");
	return arena_printf(arena, "%.*s%.*s/", STR_ARG(real_folder(arena, above)),
	                    STR_ARG(path_base(folder)));
}

bool output_check(struct files *files, struct str folder, struct diags *diags)
{
	static const char *const sources[] = { "content", "templates", "data", "static" };
	struct arena scratch = { 0 };
	struct str output = real_folder(&scratch, folder);
	struct file_info info;
	bool ok = files_stat(files, path_join(&scratch, folder, STR("site.yaml")),
	                     &info) != FILE_OK;

	for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
		struct str source = real_folder(&scratch, str_of(sources[i]));

		ok &= !str_has_prefix(source, output) && !str_has_prefix(output, source);
	}
	arena_clear(&scratch);
	if (ok)
		return true;
	diag_error_path(diags, folder, "the output folder holds sources of a site");
	diag_hint(diags, "give --output a folder of its own");
	return false;
}

struct str output_name(struct str folder, struct arena *arena)
{
	struct str output = real_folder(arena, folder);

	str_skip_prefix(&output, real_folder(arena, STR(".")));
	str_skip_suffix(&output, STR("/"));
	return output;
}
