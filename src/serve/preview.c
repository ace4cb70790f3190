#include "serve/preview.h"

#include <errno.h>
#include <unistd.h>

#include "serve/inject.h"
#include "serve/mime.h"

/* Shown where the site has no 404.html of its own, or not yet. */
#define NOTHING_HERE                                                            \
	"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"       \
	"<meta name=\"color-scheme\" content=\"light dark\">\n"                 \
	"<title>Nothing here</title>\n<body>\n<h1>Nothing here</h1>\n"          \
	"<p>The site has no page at this address. It will be shown as soon as " \
	"there is one.</p>\n</body>\n</html>\n"

static const struct location missing_page = {
	STR_INIT("404.html"),
	STR_INIT("/404.html"),
};

/* All of a file that may shrink meanwhile. */
static bool read_bytes(const struct opened *file, struct buf *bytes)
{
	size_t size = (size_t)file->info.size;
	char *to = buf_reserve(bytes, size);

	while (bytes->len < size) {
		ssize_t got = read(file->fd, to + bytes->len, size - bytes->len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			break;
		bytes->len += (size_t)got;
	}
	return true;
}

static struct found open_found(struct str path, const struct opened *file)
{
	struct found found = { .kind = FOUND_FILE, .file = *file, .has_info = true };

	if (!mime_is_html(path) || file->info.size > HTML_MAX)
		return found;
	found.kind = read_bytes(file, &found.bytes) ? FOUND_BYTES : FOUND_FAILED;
	close(file->fd);
	found.file.fd = -1;
	return found;
}

/* Without a file. A folder has a page of its own, at a URL with a slash. */
static struct found make(const struct preview *preview, struct arena *arena,
                         struct str url)
{
	const struct server_host *host = &preview->host;
	struct found found = { .kind = FOUND_NOTHING };

	if (!host->render)
		return found;
	if (host->render(host->context, url, &found.bytes)) {
		found.kind = FOUND_BYTES;
		return found;
	}
	buf_reset(&found.bytes);
	if (!str_has_suffix(url, STR("/")) &&
	    host->render(host->context, arena_printf(arena, "%.*s/", STR_ARG(url)),
	                 &found.bytes))
		found.kind = FOUND_FOLDER;
	buf_clear(&found.bytes);
	return found;
}

struct found preview_find(const struct preview *preview, struct arena *arena,
                          const struct location *place, bool may_render)
{
	struct found found = { .kind = FOUND_NOTHING };
	struct opened file;

	switch (beneath_open(arena, preview->folder, place->path, &file)) {
	case FILE_OK:
		return open_found(place->path, &file);
	case FILE_IS_FOLDER:
		if (!str_has_suffix(place->url, STR("/")))
			found.kind = FOUND_FOLDER;
		return found;
	case FILE_MISSING:
		return may_render ? make(preview, arena, place->url) : found;
	case FILE_DENIED:
		found.kind = FOUND_DENIED;
		return found;
	default:
		found.kind = FOUND_FAILED;
		return found;
	}
}

struct found preview_missing(const struct preview *preview, struct arena *arena,
                             bool may_render)
{
	struct found found = preview_find(preview, arena, &missing_page, may_render);

	if (found.kind == FOUND_BYTES)
		return found;
	found_clear(&found);
	found = (struct found){ .kind = FOUND_BYTES };
	buf_puts(&found.bytes, NOTHING_HERE);
	return found;
}

void found_clear(struct found *found)
{
	if (found->kind == FOUND_FILE)
		close(found->file.fd);
	buf_clear(&found->bytes);
	found->kind = FOUND_NOTHING;
}

struct standing preview_standing(const struct preview *preview, struct arena *arena,
                                 const struct location *place, bool may_render)
{
	struct found found = preview_find(preview, arena, place, may_render);
	struct standing standing = { .version = STR("none") };

	if (found.kind == FOUND_NOTHING) {
		found = preview_missing(preview, arena, may_render);
		standing.is_missing = true;
	}
	if (found.kind == FOUND_BYTES) {
		struct str html = buf_str(&found.bytes);

		standing.version = page_version(arena, html);
		standing.stylesheets = page_stylesheets(arena, html, preview->home);
	}
	found_clear(&found);
	return standing;
}
