#include "content/compound.h"

#include "content/article.h"
#include "content/sanitize.h"

/* What an entry of a dict is for: its names, the first one for messages. */
struct part {
	const char *names; /* each with a space behind it */
	void (*read)(const struct field *field, void *out);
	void *out;
};

static bool has_name(const struct part *part, struct str name)
{
	struct str names = str_of(part->names), known;

	while (names.len) {
		str_cut(names, ' ', &known, &names);
		if (str_eq_nocase(known, name))
			return true;
	}
	return false;
}

/* Read the entries of a dict into the parts; what is none of them earns a warning. */
static void read_parts(const struct field *dict, const struct part *parts, size_t count)
{
	for (uint32_t i = 0; i < dict->entry.value.len; i++) {
		struct field field = field_entry(dict, &dict->entry.value.entries[i]);
		const struct part *part = NULL;

		for (size_t j = 0; j < count && !part; j++)
			if (has_name(&parts[j], field.entry.key))
				part = &parts[j];
		if (part)
			part->read(&field, part->out);
		else
			diag_warn(field.diags, field_key_span(&field),
			          "'%.*s' means nothing in '%.*s'",
			          STR_ARG(field.entry.key), STR_ARG(dict->entry.key));
	}
}

/* False, after a warning, if the URL may not stand in a page. */
static bool check_url(const struct field *field, const char *what, struct str url)
{
	if (url_is_safe(url, LINK_PICTURE))
		return true;
	diag_warn(field->diags, field_span(field), "unsafe %s '%.*s' is left out", what,
	          STR_ARG(url));
	return false;
}

void compound_image(const struct field *field, void *article)
{
	struct picture *image = &((struct article *)article)->image;
	struct value value = field->entry.value;
	size_t errors = field->diags->errors;

	if (value.type == VALUE_DICT) {
		static const struct {
			const char *name;
			size_t offset;
		} parts[] = {
			{ "src", offsetof(struct picture, src) },
			{ "path", offsetof(struct picture, src) },
			{ "url", offsetof(struct picture, src) },
			{ "image", offsetof(struct picture, src) },
			{ "alt", offsetof(struct picture, alt) },
			{ "caption", offsetof(struct picture, caption) },
			{ "credit", offsetof(struct picture, credit) },
		};

		/* Themes of other generators keep more here than we have a use for. */
		for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
			const struct value_entry *entry =
				value_entry(value, str_of(parts[i].name));
			struct str *text = (void *)((char *)image + parts[i].offset);
			struct field part;

			if (!entry || text->len)
				continue;
			part = field_entry(field, entry);
			field_text(&part, text);
		}
	} else {
		field_text(field, &image->src);
	}
	if (!check_url(field, "picture", image->src)) {
		*image = (struct picture){ 0 };
		return;
	}
	if (image->src.len || field->diags->errors > errors)
		return;
	*image = (struct picture){ 0 };
	if (value.type == VALUE_DICT)
		diag_warn(field->diags, field_key_span(field),
		          "'%.*s' has no 'src': there is no picture to show",
		          STR_ARG(field->entry.key));
}

static void read_correction(const struct field *field, struct correction *out)
{
	const struct part parts[] = {
		{ "date ", field_date, &out->date },
		{ "text ", field_text, &out->text },
	};
	size_t errors = field->diags->errors;

	if (field->entry.value.type == VALUE_DICT)
		read_parts(field, parts, ARRAY_LEN(parts));
	else
		field_text(field, &out->text);
	if (out->text.len || field->diags->errors > errors)
		return;
	diag_error(field->diags, field_span(field), "a correction must have a 'text'");
	diag_hint(field->diags, "say what was wrong and what is right");
}

void compound_corrections(const struct field *field, void *out)
{
	struct article *article = out;
	size_t count = field_count(field), from = 0;
	struct correction *corrections =
		ARENA_ARRAY(field->arena, struct correction, count);

	for (size_t i = 0; i < count; i++) {
		struct field item = field_item(field, i, &from);

		read_correction(&item, &corrections[i]);
	}
	article->corrections = corrections;
	article->correction_count = count;
}

/* The address of a card becomes a link, as those in Markdown do. */
static void read_card_url(const struct field *field, void *out)
{
	struct str *url = out;

	field_text(field, url);
	if (check_url(field, "link", *url))
		return;
	diag_hint(field->diags, "links may be relative, or begin with http: or https:");
	*url = (struct str){ 0 };
}

static void read_card(const struct field *field, struct related_entry *out)
{
	const struct part parts[] = {
		{ "title ", field_text, &out->title },
		{ "kicker ", field_text, &out->kicker },
		{ "dek description ", field_text, &out->dek },
		{ "authors author byline ", field_names, &out->authors },
		{ "url ", read_card_url, &out->url },
		{ "publication ", field_text, &out->publication },
		{ "date ", field_text, &out->date },
	};
	size_t errors = field->diags->errors;

	read_parts(field, parts, ARRAY_LEN(parts));
	if (out->title.len || field->diags->errors > errors)
		return;
	/* Nothing but an address is a reference. */
	if (out->url.len && !out->kicker.len && !out->dek.len && !out->authors.count) {
		out->ref = out->url;
		out->url = (struct str){ 0 };
		return;
	}
	diag_error(field->diags, field_span(field),
	           "a related article must have a 'title'");
	diag_hint(field->diags, "or write its path, slug or URL alone");
}

void compound_related(const struct field *field, void *out)
{
	struct article *article = out;
	size_t count = field_count(field), from = 0, kept = 0;
	struct related_entry *related =
		ARENA_ARRAY(field->arena, struct related_entry, count);

	for (size_t i = 0; i < count; i++) {
		struct field item = field_item(field, i, &from);

		related[kept] = (struct related_entry){ .at = item.entry.value_at };
		if (item.entry.value.type == VALUE_DICT)
			read_card(&item, &related[kept]);
		else
			field_text(&item, &related[kept].ref);
		if (related[kept].ref.len || related[kept].title.len)
			kept++;
	}
	article->related = related;
	article->related_count = kept;
}

void compound_withdrawn(const struct field *field, void *out)
{
	struct article *article = out;

	if (field_is_bool(field, &article->is_withdrawn))
		return;
	field_text(field, &article->withdrawn);
	article->is_withdrawn = article->withdrawn.len > 0;
}
