/*
 * show: what the files of the show command share. Private to them.
 */
#ifndef COMMANDS_SHOW_H
#define COMMANDS_SHOW_H

#include "archive/related_reasons.h"
#include "build/loader.h"

struct show {
	const struct loaded *loaded;
	struct reasons *reasons;
	bool names_words; /* that bring articles together: each is read for it */
	struct diags *diags;
};

void show_text(struct value_builder *dict, const char *key, struct str text);
void show_names(struct value_builder *dict, struct str key, struct strs names);

/* The path of an article's file below content/. */
struct str show_source(const struct record *record);

/* show_related.c: add "related", with scores and reasons, and "copies". */
void show_related(struct value_builder *dict, const struct show *show, uint32_t number,
                  const struct article *article);

#endif
