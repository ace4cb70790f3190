#include "archive/redirects.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/text.h"

/* What a path may hold unescaped in every one of the formats, besides letters. */
#define PLAIN "/-._~,@"

struct move {
	struct str from, to; /* from the site's root */
	struct str query;    /* empty: whatever it is */
	bool is_bare;        /* a folder's that was written without "/" */
	bool is_gone;        /* withdrawn; to is its notice, which may be from itself */
};

struct table_of_moves {
	struct buf *out;
	struct str home;     /* unescaped; the config has it as it stands in links */
	bool has_both;       /* "/old" beside "/old/" */
	struct table folded; /* what nginx compares, which is without case */
	uint8_t *uses;       /* of each: 1, or more */
};

static const struct {
	struct str name, url;
} forms[] = {
	[REDIRECTS_NETLIFY] = { STR_INIT("netlify"), STR_INIT("/_redirects") },
	[REDIRECTS_CLOUDFLARE] = { STR_INIT("cloudflare"), STR_INIT("/_redirects") },
	[REDIRECTS_NGINX] = { STR_INIT("nginx"), STR_INIT("/redirects.map") },
	[REDIRECTS_APACHE] = { STR_INIT("apache"), STR_INIT("/.htaccess") },
	[REDIRECTS_S3] = { STR_INIT("s3"), STR_INIT("/redirects.json") },
	[REDIRECTS_NGINX_QUERIES] = { STR_INIT("nginx"), STR_INIT("/queries.map") },
};

bool redirects_wanted(const struct config *config, struct str form)
{
	for (size_t i = 0; i < config->redirects.count; i++)
		if (str_eq(config->redirects.items[i], form))
			return true;
	return false;
}

struct str redirects_name(enum redirect_form form)
{
	return forms[form].name;
}

struct str redirects_url(enum redirect_form form)
{
	return forms[form].url;
}

/* Netlify knows queries as names with values, in whatever order. */
static bool has_pairs(struct str query)
{
	while (query.len) {
		struct str pair, name, value;

		str_cut(query, '&', &pair, &query);
		if (!str_cut(pair, '=', &name, &value) || name.len == 0 ||
		    name.ptr[0] == '/' || value.len == 0 || value.ptr[0] == ':' ||
		    str_find_char(value, '=') != STR_NONE)
			return false;
	}
	return true;
}

static bool form_takes(enum redirect_form form, struct str query)
{
	switch (form) {
	case REDIRECTS_NETLIFY:
		return has_pairs(query);
	case REDIRECTS_APACHE:
		return true;
	case REDIRECTS_NGINX_QUERIES:
		return query.len != 0;
	default:
		return query.len == 0;
	}
}

bool redirects_carry(const struct config *config, const struct redirect *redirect)
{
	if (redirect->is_left_out)
		return false;
	if (!redirect->has_no_file && redirects_wanted(config, STR("html")))
		return true;
	for (enum redirect_form form = 0; form < REDIRECT_FORMS; form++)
		if (redirects_wanted(config, forms[form].name) &&
		    form_takes(form, redirect->query))
			return true;
	return false;
}

/* Without the "/" of a folder; empty: the front page. */
static struct str bare(struct str url)
{
	str_skip_suffix(&url, STR("/"));
	return url;
}

/* Of one URL those with a query come first: the other would match whatever it is. */
static int compare_moves(const void *a, const void *b)
{
	const struct move *x = a, *y = b;
	int order = str_cmp(bare(x->from), bare(y->from));

	if (order == 0)
		order = (x->query.len == 0) - (y->query.len == 0);
	return order ? order : str_cmp(x->query, y->query);
}

/* Those that the form takes; of REDIRECT_FORMS all. */
static struct move *list_moves(const struct archive *archive, enum redirect_form form,
                               size_t *count)
{
	size_t most = (size_t)archive->redirect_count + archive->count + 1;
	struct move *moves = xrealloc_array(NULL, most, sizeof(*moves));

	*count = 0;
	for (uint32_t i = 0; i < archive->redirect_count; i++) {
		const struct redirect *redirect = &archive->redirects[i];
		const struct record *record = archive->records[redirect->article];

		if (!redirect->is_left_out &&
		    (form == REDIRECT_FORMS || form_takes(form, redirect->query)))
			moves[(*count)++] = (struct move){ .from = redirect->url,
				                           .to = record->url,
				                           .query = redirect->query,
				                           .is_bare = redirect->is_bare,
				                           .is_gone = record->withdrawn };
	}
	for (uint32_t i = 0; i < archive->count; i++)
		if (archive->records[i]->withdrawn && form != REDIRECTS_NGINX_QUERIES)
			moves[(*count)++] =
				(struct move){ .from = archive->records[i]->url,
				               .to = archive->records[i]->url,
				               .is_gone = true };
	if (*count)
		qsort(moves, *count, sizeof(*moves), compare_moves);
	return moves;
}

static void add_url(struct buf *out, struct str home, struct str url)
{
	escape_url(out, home, PLAIN);
	escape_url(out, str_from(url, 1), PLAIN);
}

/* In the quotes of nginx and Apache: the quote and the backslash. */
static void add_in_quotes(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"' || text.ptr[i] == '\\')
			buf_add_char(out, '\\');
		if (text.ptr[i] == '\n')
			buf_puts(out, "\\n");
		else
			buf_add_char(out, text.ptr[i]);
	}
}

/* A pattern that matches these bytes and no others. */
static void add_pattern(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if ((unsigned char)c < 0x20)
			buf_printf(out, "\\x%02x", (unsigned char)c);
		else if (is_punct(c) && str_find_char(STR(" /-_=&"), c) == STR_NONE)
			buf_printf(out, "\\%c", c);
		else
			buf_add_char(out, c);
	}
}

/* The URLs that a move is from, as many as two, and how many. */
static size_t spellings(const struct table_of_moves *table, struct move move,
                        struct str urls[2])
{
	size_t count = 0;

	if (table->has_both && move.from.len > 1 && str_has_suffix(move.from, STR("/")))
		urls[count++] = bare(move.from);
	urls[count++] = move.from;
	return count;
}

/* "/old /new 301", or with a status of the form's own, and the query between the two. */
static void add_lines(const struct table_of_moves *table, struct move move,
                      struct str status)
{
	struct str urls[2], rest, pair;

	for (size_t i = 0; i < spellings(table, move, urls); i++) {
		add_url(table->out, table->home, urls[i]);
		for (rest = move.query; rest.len;) {
			str_cut(rest, '&', &pair, &rest);
			buf_add_char(table->out, ' ');
			buf_add(table->out, pair);
		}
		buf_add_char(table->out, ' ');
		add_url(table->out, table->home, move.to);
		buf_add(table->out, status);
	}
}

/* Of what is gone the notice is sent, with its status. */
static void add_netlify(const struct table_of_moves *table, struct move move)
{
	add_lines(table, move, move.is_gone ? STR(" 410!\n") : STR(" 301!\n"));
}

/* Where a form knows no "gone", an alias leads to the notice, which needs no line. */
static bool is_notice(struct move move)
{
	return move.is_gone && str_eq(move.from, move.to) && move.query.len == 0;
}

static void add_cloudflare(const struct table_of_moves *table, struct move move)
{
	if (!is_notice(move))
		add_lines(table, move, STR(" 301\n"));
}

/* What a map compares: $uri, which is unescaped, or that with the query as it is sent. */
static struct str nginx_key(const struct table_of_moves *table, struct str url,
                            struct str query, struct arena *arena)
{
	return arena_printf(arena, "%.*s%.*s%s%.*s", STR_ARG(table->home),
	                    STR_ARG(str_from(url, 1)), query.len ? "?" : "",
	                    STR_ARG(query));
}

/* nginx compares texts without their case, and takes no two that are then the same. */
static void fold_keys(struct table_of_moves *table, const struct move *moves,
                      size_t count, struct arena *arena)
{
	struct str urls[2];

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < spellings(table, moves[i], urls); j++) {
			struct str key = nginx_key(table, urls[j], moves[i].query, arena);
			bool is_new;
			uint32_t number = table_add(&table->folded,
			                            text_lower(arena, key), &is_new);

			table->uses = xrealloc_array(table->uses, table->folded.cap, 1);
			table->uses[number] = is_new ? 1 : 2;
		}
}

/* Patterns know case, but are tried one by one. */
static void add_nginx_key(const struct table_of_moves *table, struct str key)
{
	struct arena scratch = { 0 };
	uint32_t number = table_find(&table->folded, text_lower(&scratch, key));
	struct buf text = { 0 };

	buf_add_char(table->out, '"');
	if (table->uses[number] > 1) {
		buf_puts(&text, "~^");
		add_pattern(&text, key);
		buf_add_char(&text, '$');
	} else {
		buf_add(&text, key);
	}
	add_in_quotes(table->out, buf_str(&text));
	buf_puts(table->out, "\" ");
	buf_clear(&text);
	arena_clear(&scratch);
}

/* What is in the value is sent as it is, but for "$". */
static void add_nginx(const struct table_of_moves *table, struct move move)
{
	struct arena scratch = { 0 };
	struct str urls[2];

	for (size_t i = 0; i < spellings(table, move, urls); i++) {
		add_nginx_key(table, nginx_key(table, urls[i], move.query, &scratch));
		buf_add_char(table->out, '"');
		if (move.is_gone)
			buf_puts(table->out, "gone");
		else
			add_url(table->out, table->home, move.to);
		buf_puts(table->out, "\";\n");
	}
	arena_clear(&scratch);
}

/* "^old/?$" in quotes, of a path or a query. */
static void add_quoted_pattern(struct buf *out, struct str text, struct str end)
{
	struct buf pattern = { 0 };

	buf_add_char(&pattern, '^');
	add_pattern(&pattern, text);
	buf_add(&pattern, end);
	buf_add_char(out, '"');
	add_in_quotes(out, buf_str(&pattern));
	buf_add_char(out, '"');
	buf_clear(&pattern);
}

/* In a folder's file, URLs are matched from the folder on. "%" would be a reference. */
static void add_apache(const struct table_of_moves *table, struct move move)
{
	bool is_folder = move.from.len > 1 && str_has_suffix(move.from, STR("/"));
	struct buf *out = table->out, url = { 0 };

	if (move.query.len) {
		buf_puts(out, "RewriteCond %{QUERY_STRING} ");
		add_quoted_pattern(out, move.query, STR("$"));
		buf_add_char(out, '\n');
	}
	buf_puts(out, "RewriteRule ");
	add_quoted_pattern(out, str_from(bare(move.from), bare(move.from).len != 0),
	                   is_folder ? STR("/?$") : STR("$"));
	if (move.is_gone) {
		buf_puts(out, " - [G]\n");
		return;
	}
	buf_puts(out, " \"");
	add_url(&url, table->home, move.to);
	for (size_t i = 0; i < url.len; i++) {
		if (url.ptr[i] == '%')
			buf_add_char(out, '\\');
		buf_add_char(out, url.ptr[i]);
	}
	buf_puts(out, "\" [R=301,NE,L");
	buf_add(out, move.query.len ? STR(",QSD]\n") : STR("]\n"));
	buf_clear(&url);
}

/*
 * Rules are for prefixes: they hold only where there is no such object, and the list is
 * walked from its end, so that the longer of two prefixes comes first. An alias without
 * "/" at its end is one without it, or what was published would not be found.
 */
static void add_s3(const struct table_of_moves *table, struct move move)
{
	struct buf *out = table->out, key = { 0 };

	if (is_notice(move))
		return;
	buf_add(&key, str_from(table->home, 1));
	buf_add(&key, str_from(move.is_bare ? bare(move.from) : move.from, 1));
	buf_add(out, out->len > 1 ? STR(",\n") : STR("\n"));
	buf_puts(
		out,
		"{\"Condition\":{\"HttpErrorCodeReturnedEquals\":\"404\",\"KeyPrefixEquals\":");
	escape_json(out, buf_str(&key));
	buf_puts(out, "},\"Redirect\":{\"HttpRedirectCode\":\"301\",\"ReplaceKeyWith\":");
	buf_reset(&key);
	buf_add(&key, str_from(table->home, 1));
	buf_add(&key, str_from(move.to, 1));
	escape_json(out, buf_str(&key));
	buf_puts(out, "}}");
	buf_clear(&key);
}

/* Netlify takes both spellings for one, and may stand in for Cloudflare, which does not.
 */
static bool form_has_both(const struct config *config, enum redirect_form form)
{
	return form == REDIRECTS_NETLIFY
	               ? redirects_wanted(config, forms[REDIRECTS_CLOUDFLARE].name)
	               : form != REDIRECTS_S3;
}

void redirects_write(const struct archive *archive, enum redirect_form form,
                     struct buf *out)
{
	static void (*const adds[])(const struct table_of_moves *, struct move) = {
		[REDIRECTS_NETLIFY] = add_netlify,
		[REDIRECTS_CLOUDFLARE] = add_cloudflare,
		[REDIRECTS_NGINX] = add_nginx,
		[REDIRECTS_APACHE] = add_apache,
		[REDIRECTS_S3] = add_s3,
		[REDIRECTS_NGINX_QUERIES] = add_nginx,
	};
	struct arena scratch = { 0 };
	struct table_of_moves table = {
		.out = out,
		.home = unescape_url(&scratch, archive->config->home),
		.has_both = form_has_both(archive->config, form),
	};
	size_t count;
	struct move *moves = list_moves(archive, form, &count);

	if (form == REDIRECTS_NGINX || form == REDIRECTS_NGINX_QUERIES)
		fold_keys(&table, moves, count, &scratch);
	if (form == REDIRECTS_APACHE)
		buf_puts(out, "RewriteEngine On\n");
	if (form == REDIRECTS_S3)
		buf_add_char(out, '[');
	for (size_t i = 0; i < count; i++)
		adds[form](&table, moves[form == REDIRECTS_S3 ? count - 1 - i : i]);
	if (form == REDIRECTS_S3)
		buf_puts(out, "\n]\n");
	table_clear(&table.folded);
	free(table.uses);
	arena_clear(&scratch);
	free(moves);
}

uint64_t redirects_count(const struct archive *archive, struct str name)
{
	struct table_of_moves table = { 0 };
	enum redirect_form form = 0;
	struct str urls[2];
	struct move *moves;
	uint64_t total = 0;
	size_t count;

	while (form < REDIRECT_FORMS && !str_eq(forms[form].name, name))
		form++;
	if (form == REDIRECT_FORMS)
		return 0;
	table.has_both = form_has_both(archive->config, form);
	moves = list_moves(archive, form, &count);
	for (size_t i = 0; i < count; i++)
		total += is_notice(moves[i]) ? 0 : spellings(&table, moves[i], urls);
	free(moves);
	return total;
}

struct hash redirects_hash(const struct archive *archive)
{
	size_t count;
	struct move *moves = list_moves(archive, REDIRECT_FORMS, &count);
	struct hash hash = { 0 };

	for (size_t i = 0; i < count; i++) {
		hash = hash_join(hash, hash_bytes(moves[i].from));
		hash = hash_join(hash, hash_bytes(moves[i].to));
		hash = hash_join(hash, hash_bytes(moves[i].query));
		hash = hash_join(hash,
		                 (struct hash){ moves[i].is_bare, moves[i].is_gone });
	}
	free(moves);
	return hash;
}
