#include "serve/mime.h"

#include "base/attr.h"
#include "base/path.h"

#define HTML "text/html; charset=utf-8"

/* Text is UTF-8: the build writes nothing else. XML and JSON say so themselves, and are
 * told again, since static/ may hold what does not. */
static const struct {
	const char *extension, *type;
} types[] = {
	{ ".html", HTML },
	{ ".htm", HTML },
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".mjs", "text/javascript; charset=utf-8" },
	{ ".json", "application/json; charset=utf-8" },
	{ ".map", "application/json; charset=utf-8" },
	{ ".webmanifest", "application/manifest+json; charset=utf-8" },
	{ ".xml", "application/xml; charset=utf-8" },
	{ ".xsl", "text/xsl; charset=utf-8" },
	{ ".atom", "application/atom+xml; charset=utf-8" },
	{ ".rss", "application/rss+xml; charset=utf-8" },
	{ ".xhtml", "application/xhtml+xml; charset=utf-8" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".md", "text/markdown; charset=utf-8" },
	{ ".csv", "text/csv; charset=utf-8" },
	{ ".tsv", "text/tab-separated-values; charset=utf-8" },
	{ ".ics", "text/calendar; charset=utf-8" },
	{ ".vtt", "text/vtt; charset=utf-8" },
	{ ".svg", "image/svg+xml; charset=utf-8" },
	{ ".png", "image/png" },
	{ ".jpg", "image/jpeg" },
	{ ".jpeg", "image/jpeg" },
	{ ".gif", "image/gif" },
	{ ".webp", "image/webp" },
	{ ".avif", "image/avif" },
	{ ".jxl", "image/jxl" },
	{ ".bmp", "image/bmp" },
	{ ".tif", "image/tiff" },
	{ ".tiff", "image/tiff" },
	{ ".ico", "image/x-icon" },
	{ ".woff", "font/woff" },
	{ ".woff2", "font/woff2" },
	{ ".ttf", "font/ttf" },
	{ ".otf", "font/otf" },
	{ ".mp3", "audio/mpeg" },
	{ ".m4a", "audio/mp4" },
	{ ".oga", "audio/ogg" },
	{ ".ogg", "audio/ogg" },
	{ ".opus", "audio/ogg" },
	{ ".flac", "audio/flac" },
	{ ".wav", "audio/wav" },
	{ ".mp4", "video/mp4" },
	{ ".m4v", "video/mp4" },
	{ ".webm", "video/webm" },
	{ ".ogv", "video/ogg" },
	{ ".mov", "video/quicktime" },
	{ ".pdf", "application/pdf" },
	{ ".epub", "application/epub+zip" },
	{ ".zip", "application/zip" },
	{ ".gz", "application/gzip" },
	{ ".wasm", "application/wasm" },
};

struct str mime_type(struct str path)
{
	struct str extension = path_extension(path);

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq_nocase(extension, str_of(types[i].extension)))
			return str_of(types[i].type);
	return STR("application/octet-stream");
}

bool mime_is_html(struct str path)
{
	return str_eq(mime_type(path), STR(HTML));
}
