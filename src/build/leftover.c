#include "build/leftover.h"

#include "base/attr.h"

/* How a name begins and ends, and which program writes it. */
struct form {
	struct str begin, end;
};

static const struct form forms[] = {
	{ STR_INIT(""), STR_INIT("~") },                  /* backups: vim, emacs, kate */
	{ STR_INIT("."), STR_INIT(".swp") },              /* vim, nano */
	{ STR_INIT("."), STR_INIT(".swo") },              /* vim, for a second session */
	{ STR_INIT("."), STR_INIT(".swx") },              /* vim, a probe */
	{ STR_INIT("."), STR_INIT(".kate-swp") },         /* kate */
	{ STR_INIT("#"), STR_INIT("#") },                 /* emacs, saved by itself */
	{ STR_INIT(".#"), STR_INIT("") },                 /* emacs, a lock */
	{ STR_INIT(".~lock."), STR_INIT("#") },           /* LibreOffice */
	{ STR_INIT(".goutputstream-"), STR_INIT("") },    /* gedit */
	{ STR_INIT(""), STR_INIT("___jb_tmp___") },       /* JetBrains */
	{ STR_INIT(""), STR_INIT("___jb_old___") },       /* JetBrains */
	{ STR_INIT(".nfs"), STR_INIT("") },               /* NFS: deleted but open */
	{ STR_INIT(".syncthing."), STR_INIT(".tmp") },    /* Syncthing */
	{ STR_INIT(".sync.ffs_"), STR_INIT(".ffs_tmp") }, /* FreeFileSync */
};

/* vim makes and removes a file of this name to see whether it may write to a folder. */
static const struct str vim_probe = STR_INIT("4913");

static const struct str repositories[] = {
	STR_INIT(".git"),
	STR_INIT(".hg"),
	STR_INIT(".svn"),
	STR_INIT(".jj"),
};

bool is_leftover(struct str name)
{
	if (str_eq(name, vim_probe))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (name.len > forms[i].begin.len + forms[i].end.len &&
		    str_has_prefix(name, forms[i].begin) &&
		    str_has_suffix(name, forms[i].end))
			return true;
	return false;
}

bool is_repository(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(repositories); i++)
		if (str_eq(name, repositories[i]))
			return true;
	return false;
}
