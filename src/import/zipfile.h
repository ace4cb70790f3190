/*
 * zipfile: what is in a zip file (the only includer of libzip).
 *
 * Read through struct files, as everything is. An entry is read in parts, as a supply
 * (inlet.h): stored ones from anywhere, compressed ones from their start again to go
 * back. An entry that is damaged, encrypted, or a bomb has no more bytes from there on.
 * A zipfile must outlive what was opened of it. One thread.
 */
#ifndef IMPORT_ZIPFILE_H
#define IMPORT_ZIPFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/files.h"
#include "import/inlet.h"

struct zipfile;

/* NULL if it cannot be read; that is said. path must outlive it. */
struct zipfile *zipfile_open(struct files *files, struct str path, struct diags *diags);
void zipfile_close(struct zipfile *zip);

uint64_t zipfile_count(const struct zipfile *zip);

/* The name of an entry, valid as long as the zip, and its size. */
struct str zipfile_name(const struct zipfile *zip, uint64_t index, uint64_t *size);

/* The bytes of an entry, valid until the next is opened. False if it has none: *why. */
bool zipfile_entry(struct zipfile *zip, uint64_t index, struct supply *supply,
                   const char **why);

#endif
