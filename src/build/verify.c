#include "build/verify.h"

#include "base/path.h"
#include "build/output.h"
#include "build/state.h"
#include "build/statefile.h"

#define DIFFERENCES_MAX 10 /* that are told one by one */
#define FILE_MAX        ((size_t)1 << 30)

struct comparison {
	struct files *wanted, *there;
	struct str output; /* what the output is called in messages */
	struct arena arena;
	struct arena scratch; /* of one file */
	size_t same, differing;
	struct diags *diags;
};

static bool is_told(struct comparison *comparison)
{
	return comparison->differing++ < DIFFERENCES_MAX;
}

static struct str name_of(struct comparison *comparison, struct str path)
{
	return path_join(&comparison->arena, comparison->output, path);
}

static void tell_difference(struct comparison *comparison, struct str path,
                            struct str there, struct str wanted)
{
	struct source source = { name_of(comparison, path), there };
	struct str rest;
	size_t at = 0;

	if (!is_told(comparison))
		return;
	while (at < there.len && at < wanted.len && there.ptr[at] == wanted.ptr[at])
		at++;
	rest = str_slice(str_from(wanted, at), 0, 40);
	diag_error(comparison->diags, (struct span){ &source, at, at },
	           at < wanted.len ? "a build from nothing goes on here with '%.*s'"
	                           : "a build from nothing ends here%.*s",
	           STR_ARG(rest));
}

static void compare_file(struct comparison *comparison, struct str path)
{
	struct str there = { 0 }, wanted = { 0 };
	struct file_info info;
	enum file_status status;

	arena_reset(&comparison->scratch);
	status = files_read(comparison->wanted, path, FILE_MAX, &comparison->scratch,
	                    &wanted, NULL);
	if (status == FILE_OK)
		status = files_stat_link(comparison->there, path, &info);
	if (status == FILE_OK && info.type != FILE_REGULAR)
		status = FILE_MISSING;
	if (status == FILE_OK)
		status = files_read(comparison->there, path, FILE_MAX,
		                    &comparison->scratch, &there, NULL);
	if (status != FILE_OK && is_told(comparison))
		diag_error_path(comparison->diags, name_of(comparison, path),
		                "a build from nothing makes this file: %s",
		                files_explain(status));
	else if (status == FILE_OK && !str_eq(there, wanted))
		tell_difference(comparison, path, there, wanted);
	else if (status == FILE_OK)
		comparison->same++;
}

static void list(struct comparison *comparison, struct files *files, struct str folder,
                 struct file_entry **entries, size_t *count)
{
	*count = 0;
	if (files_list(files, folder, &comparison->arena, entries, count) != FILE_OK)
		*count = 0;
}

/* Both lists are in byte order: walk them side by side. */
static void compare_folder(struct comparison *comparison, struct str folder)
{
	struct arena_mark mark = arena_mark(&comparison->arena);
	struct file_entry *wanted, *there;
	size_t wanted_count, there_count, i = 0, j = 0;

	list(comparison, comparison->wanted, folder, &wanted, &wanted_count);
	list(comparison, comparison->there, folder, &there, &there_count);
	while (i < wanted_count || j < there_count) {
		int order = i == wanted_count  ? 1
		            : j == there_count ? -1
		                               : str_cmp(wanted[i].name, there[j].name);
		struct str path = path_join(&comparison->arena, folder,
		                            order > 0 ? there[j].name : wanted[i].name);

		if (order > 0 && !str_eq(there[j].name, STR(".git")) &&
		    is_told(comparison))
			diag_error_path(comparison->diags, name_of(comparison, path),
			                "a build from nothing makes no such file");
		else if (order <= 0 && wanted[i].type == FILE_FOLDER)
			compare_folder(comparison, path);
		else if (order <= 0)
			compare_file(comparison, path);
		i += order <= 0;
		j += order >= 0;
	}
	arena_rewind(&comparison->arena, mark);
}

static bool compare(struct comparison *comparison)
{
	compare_folder(comparison, (struct str){ 0 });
	if (comparison->differing > DIFFERENCES_MAX)
		diag_error_path(comparison->diags, comparison->output,
		                "%zu more files differ",
		                comparison->differing - DIFFERENCES_MAX);
	if (comparison->differing)
		diag_hint(comparison->diags, "'broadsheet build --clean' makes it anew");
	arena_clear(&comparison->arena);
	arena_clear(&comparison->scratch);
	return comparison->differing == 0;
}

void build_recall(struct build_options *options, struct arena *arena)
{
	struct state state;
	enum file_status status = state_peek(
		&state, state_folder(output_name(options->output, arena), arena));

	if (status == FILE_OK && statefile_peek(&state) == STATE_FOUND) {
		options->drafts |= state.drafts;
		if (!date_is_known(options->date))
			options->date = state.date;
	}
	state_close(&state);
}

bool verify_output(const struct build_options *given, struct build_result *result,
                   size_t *files, struct diags *diags)
{
	struct arena arena = { 0 };
	struct build_options options = *given;
	struct diags said = { 0 };
	struct comparison comparison = { .diags = diags, .output = given->output };
	struct str folder = path_dir(given->output);
	struct files *beside = files_open_disk(folder.len ? folder : STR("."));
	struct str name = arena_printf(&arena, ".%.*s.broadsheet-verify",
	                               STR_ARG(path_base(given->output)));
	struct str place = path_join(&arena, folder, name);
	bool ok = files_remove_tree(beside, name) == FILE_OK;

	build_recall(&options, &arena);
	options.output = path_join(&arena, place, STR("public"));
	options.state = path_join(&arena, place, STR("state"));
	options.backwards = options.clean = true;
	ok = build_site(&options, result, &said) && ok;
	if (!ok)
		diags_move(diags, &said); /* else a build has said all this already */
	diags_clear(&said);
	if (ok) {
		comparison.wanted = files_open_disk(options.output);
		comparison.there = files_open_disk(given->output);
		ok = compare(&comparison);
		files_close(comparison.wanted);
		files_close(comparison.there);
	}
	*files = comparison.same;
	ok &= files_remove_tree(beside, name) == FILE_OK;
	files_close(beside);
	arena_clear(&arena);
	return ok;
}
