#include "archive/redirects.h"

#include <stdlib.h>

#include "base/escape.h"

/* What a path may hold unescaped in every one of the formats, besides letters. */
#define PLAIN "/-._~,@"

struct move {
	struct str from, to; /* from the site's root */
	bool is_gone;        /* withdrawn; to is its notice, which may be from itself */
};

static const struct {
	struct str name, url;
} forms[] = {
	[REDIRECTS_NETLIFY] = { STR_INIT("netlify"), STR_INIT("/_redirects") },
	[REDIRECTS_CLOUDFLARE] = { STR_INIT("cloudflare"), STR_INIT("/_redirects") },
	[REDIRECTS_NGINX] = { STR_INIT("nginx"), STR_INIT("/redirects.map") },
	[REDIRECTS_APACHE] = { STR_INIT("apache"), STR_INIT("/.htaccess") },
	[REDIRECTS_S3] = { STR_INIT("s3"), STR_INIT("/redirects.json") },
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

static int compare_moves(const void *a, const void *b)
{
	return str_cmp(((const struct move *)a)->from, ((const struct move *)b)->from);
}

static struct move *list_moves(const struct archive *archive, size_t *count)
{
	size_t most = (size_t)archive->redirect_count + archive->count + 1;
	struct move *moves = xrealloc_array(NULL, most, sizeof(*moves));

	*count = 0;
	for (uint32_t i = 0; i < archive->redirect_count; i++) {
		const struct redirect *redirect = &archive->redirects[i];
		const struct record *record = archive->records[redirect->article];

		moves[(*count)++] =
			(struct move){ redirect->url, record->url, record->withdrawn };
	}
	for (uint32_t i = 0; i < archive->count; i++)
		if (archive->records[i]->withdrawn)
			moves[(*count)++] =
				(struct move){ archive->records[i]->url,
				               archive->records[i]->url, true };
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

/* "/old /new 301"; of what is gone the notice is sent, with its status. */
static void add_netlify(struct buf *out, struct str home, struct move move)
{
	add_url(out, home, move.from);
	buf_add_char(out, ' ');
	add_url(out, home, move.to);
	buf_add(out, move.is_gone ? STR(" 410!\n") : STR(" 301!\n"));
}

/* Where a form knows no "gone", an alias leads to the notice, which needs no line. */
static bool is_notice(struct move move)
{
	return move.is_gone && str_eq(move.from, move.to);
}

static void add_cloudflare(struct buf *out, struct str home, struct move move)
{
	if (is_notice(move))
		return;
	add_url(out, home, move.from);
	buf_add_char(out, ' ');
	add_url(out, home, move.to);
	buf_puts(out, " 301\n");
}

/* $uri is compared unescaped; what is in the value is sent as it is, but for "$". */
static void add_nginx(struct buf *out, struct str home, struct move move)
{
	buf_add_char(out, '"');
	add_in_quotes(out, home);
	add_in_quotes(out, str_from(move.from, 1));
	buf_puts(out, "\" \"");
	if (move.is_gone)
		buf_puts(out, "gone");
	else
		add_url(out, home, move.to);
	buf_puts(out, "\";\n");
}

/* A pattern that matches these bytes and no others. */
static void add_pattern(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if ((unsigned char)c < 0x20)
			buf_printf(out, "\\x%02x", (unsigned char)c);
		else if (c != ' ' && c != '/' && c != '-' && c != '_' && is_punct(c))
			buf_printf(out, "\\%c", c);
		else
			buf_add_char(out, c);
	}
}

/* In a folder's file, URLs are matched from the folder on. "%" would be a reference. */
static void add_apache(struct buf *out, struct str home, struct move move)
{
	struct buf text = { 0 }, url = { 0 };

	buf_add_char(&text, '^');
	add_pattern(&text, str_from(move.from, 1));
	buf_add_char(&text, '$');
	buf_puts(out, "RewriteRule \"");
	add_in_quotes(out, buf_str(&text));
	if (!move.is_gone) {
		buf_puts(out, "\" \"");
		add_url(&url, home, move.to);
		for (size_t i = 0; i < url.len; i++) {
			if (url.ptr[i] == '%')
				buf_add_char(out, '\\');
			buf_add_char(out, url.ptr[i]);
		}
		buf_puts(out, "\" [R=301,NE,L]\n");
	} else {
		buf_puts(out, "\" - [G]\n");
	}
	buf_clear(&text);
	buf_clear(&url);
}

/*
 * Rules are for prefixes: they hold only where there is no such object, and the list is
 * walked from its end, so that the longer of two prefixes comes first.
 */
static void add_s3(struct buf *out, struct str home, struct move move)
{
	struct buf key = { 0 };

	if (is_notice(move))
		return;
	buf_add(&key, str_from(home, 1));
	buf_add(&key, str_from(move.from, 1));
	buf_add(out, out->len > 1 ? STR(",\n") : STR("\n"));
	buf_puts(
		out,
		"{\"Condition\":{\"HttpErrorCodeReturnedEquals\":\"404\",\"KeyPrefixEquals\":");
	escape_json(out, buf_str(&key));
	buf_puts(out, "},\"Redirect\":{\"HttpRedirectCode\":\"301\",\"ReplaceKeyWith\":");
	buf_reset(&key);
	buf_add(&key, str_from(home, 1));
	buf_add(&key, str_from(move.to, 1));
	escape_json(out, buf_str(&key));
	buf_puts(out, "}}");
	buf_clear(&key);
}

void redirects_write(const struct archive *archive, enum redirect_form form,
                     struct buf *out)
{
	static void (*const adds[])(struct buf *, struct str home, struct move) = {
		[REDIRECTS_NETLIFY] = add_netlify,
		[REDIRECTS_CLOUDFLARE] = add_cloudflare,
		[REDIRECTS_NGINX] = add_nginx,
		[REDIRECTS_APACHE] = add_apache,
		[REDIRECTS_S3] = add_s3,
	};
	struct arena scratch = { 0 };
	/* The config has it as it stands in links. */
	struct str home = unescape_url(&scratch, archive->config->home);
	size_t count;
	struct move *moves = list_moves(archive, &count);

	if (form == REDIRECTS_APACHE)
		buf_puts(out, "RewriteEngine On\n");
	if (form == REDIRECTS_S3)
		buf_add_char(out, '[');
	for (size_t i = 0; i < count; i++)
		adds[form](out, home, moves[form == REDIRECTS_S3 ? count - 1 - i : i]);
	if (form == REDIRECTS_S3)
		buf_puts(out, "\n]\n");
	arena_clear(&scratch);
	free(moves);
}

struct hash redirects_hash(const struct archive *archive)
{
	size_t count;
	struct move *moves = list_moves(archive, &count);
	struct hash hash = { 0 };

	for (size_t i = 0; i < count; i++) {
		hash = hash_join(hash, hash_bytes(moves[i].from));
		hash = hash_join(hash, hash_bytes(moves[i].to));
		hash = hash_join(hash, (struct hash){ 0, moves[i].is_gone });
	}
	free(moves);
	return hash;
}
