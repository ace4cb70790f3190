#include "serve/answer.h"

#include <assert.h>

#include "base/escape.h"
#include "base/hash.h"
#include "serve/client.h"
#include "serve/inject.h"
#include "serve/mime.h"
#include "serve/ranges.h"
#include "serve/validators.h"

#define TEXT        "text/plain; charset=utf-8"
#define ETAG_DIGITS 20 /* 80 bits: two versions of a file do not meet */

/* What belongs to one exchange. */
struct exchange {
	const struct answerer *answerer;
	const struct request *request;
	struct reply *reply;
	struct arena *arena;
	struct str path, query; /* of the target */
};

static void add_header(struct exchange *x, const char *name, struct str value)
{
	struct reply *reply = x->reply;

	assert(reply->header_count < REPLY_HEADERS);
	reply->headers[reply->header_count].name = name;
	reply->headers[reply->header_count++].value = value;
}

static struct str header(const struct exchange *x, enum request_header name)
{
	return x->request->headers[name];
}

static void set_text(struct exchange *x, unsigned status, const char *type,
                     struct str text)
{
	x->reply->status = status;
	add_header(x, "Content-Type", str_of(type));
	buf_add(&x->reply->text, text);
	x->reply->length = text.len;
}

/* Only to a place of this server: a path that begins with one slash. */
static void redirect(struct exchange *x, struct str path)
{
	struct buf url = { 0 };

	escape_url_path(&url, path);
	if (x->query.len) {
		buf_add_char(&url, '?');
		escape_url(&url, x->query, "%/?:@!$&'()*+,;=");
	}
	add_header(x, "Location", buf_keep(&url, x->arena));
	buf_clear(&url);
	set_text(x, 301, TEXT, STR("moved\n"));
}

/*
 * Is what the browser has still what there is? (RFC 9110, 13.2.2.) mtime is 0 for what
 * was never written to the disk.
 */
static bool is_unmodified(const struct exchange *x, struct str etag, int64_t mtime)
{
	int64_t since;

	if (x->request->has[HEADER_IF_NONE_MATCH])
		return etag_in(header(x, HEADER_IF_NONE_MATCH), etag);
	return mtime &&
	       http_date_read(x->arena, header(x, HEADER_IF_MODIFIED_SINCE), &since) &&
	       mtime <= since;
}

/* Is the part that the browser has from the file that there is? */
static bool range_is_valid(const struct exchange *x, struct str etag, struct str modified)
{
	struct str condition = header(x, HEADER_IF_RANGE);

	return !x->request->has[HEADER_IF_RANGE] || str_eq(condition, etag) ||
	       (modified.len && str_eq(condition, modified));
}

/* The status, and which part of size bytes, of a text or file that is there. */
static void choose_part(struct exchange *x, struct str etag, int64_t mtime, uint64_t size)
{
	struct reply *reply = x->reply;
	struct range range = { 0, size };
	struct str modified = { 0 };

	reply->status = 200;
	reply->length = size;
	if (mtime) {
		modified = http_date(x->arena, mtime);
		add_header(x, "Last-Modified", modified);
	}
	add_header(x, "ETag", etag);
	add_header(x, "Accept-Ranges", STR("bytes"));
	if (is_unmodified(x, etag, mtime)) {
		reply->status = 304;
		reply->length = 0;
		return;
	}
	if (!str_eq(x->request->method, STR("GET")) || !range_is_valid(x, etag, modified))
		return;
	switch (range_read(header(x, HEADER_RANGE), size, &range)) {
	case RANGE_ALL:
		return;
	case RANGE_PART:
		reply->status = 206;
		add_header(
			x, "Content-Range",
			arena_printf(x->arena, "bytes %llu-%llu/%llu",
		                     (unsigned long long)range.start,
		                     (unsigned long long)(range.start + range.length - 1),
		                     (unsigned long long)size));
		break;
	case RANGE_NONE:
		reply->status = 416;
		add_header(
			x, "Content-Range",
			arena_printf(x->arena, "bytes */%llu", (unsigned long long)size));
		range.length = 0;
		break;
	}
	reply->start = range.start;
	reply->length = range.length;
}

static struct str etag_of_bytes(struct arena *arena, struct str bytes)
{
	struct str hex = hash_hex(arena, hash_bytes(bytes), ETAG_DIGITS);

	return arena_printf(arena, "\"%.*s\"", STR_ARG(hex));
}

/* A file is replaced by renames, never written in place: its inode tells, too. */
static struct str etag_of_file(struct arena *arena, const struct file_info *info)
{
	return arena_printf(arena, "\"%llx-%llx-%llx\"", (unsigned long long)info->size,
	                    (unsigned long long)info->mtime_ns,
	                    (unsigned long long)info->inode);
}

static int64_t seconds(const struct file_info *info)
{
	return info->mtime_ns / 1000000000;
}

/* The bytes as they are, or a page with the script in it; found is used up. */
static void move_bytes(struct exchange *x, struct found *found, bool is_html)
{
	struct str bytes = buf_str(&found->bytes);

	if (is_html) {
		page_inject(&x->reply->text, bytes, page_version(x->arena, bytes));
	} else {
		x->reply->text = found->bytes;
		found->bytes = (struct buf){ 0 };
	}
	found_clear(found);
}

static void send_found(struct exchange *x, const struct location *place,
                       struct found *found)
{
	struct reply *reply = x->reply;
	int64_t mtime = found->has_info ? seconds(&found->file.info) : 0;

	add_header(x, "Content-Type", mime_type(place->path));
	if (found->kind == FOUND_FILE) {
		reply->kind = BODY_FILE;
		reply->fd = found->file.fd;
		choose_part(x, etag_of_file(x->arena, &found->file.info), mtime,
		            found->file.info.size);
		return;
	}
	move_bytes(x, found, mime_is_html(place->path));
	choose_part(x, etag_of_bytes(x->arena, buf_str(&reply->text)), mtime,
	            reply->text.len);
}

static void send_missing(struct exchange *x)
{
	struct found found = preview_missing(&x->answerer->preview, x->arena, true);

	add_header(x, "Content-Type", STR("text/html; charset=utf-8"));
	move_bytes(x, &found, true);
	x->reply->status = 404;
	x->reply->length = x->reply->text.len;
}

static void send_place(struct exchange *x, const struct location *place)
{
	const struct preview *preview = &x->answerer->preview;
	struct found found = preview_find(preview, x->arena, place, true);

	switch (found.kind) {
	case FOUND_FILE:
	case FOUND_BYTES:
		send_found(x, place, &found);
		return;
	case FOUND_FOLDER:
		redirect(x, arena_printf(x->arena, "%.*s%.*s/", STR_ARG(preview->home),
		                         STR_ARG(place->path)));
		break;
	case FOUND_NOTHING:
		send_missing(x);
		break;
	case FOUND_DENIED:
		set_text(x, 403, TEXT, STR("the file may not be read\n"));
		break;
	case FOUND_FAILED:
		set_text(x, 500, TEXT, STR("the file cannot be read\n"));
		break;
	}
	found_clear(&found);
}

static void answer_site(struct exchange *x)
{
	const struct preview *preview = &x->answerer->preview;
	struct location place;

	switch (locate(x->arena, x->path, preview->home, &place)) {
	case LOCATE_FILE:
		send_place(x, &place);
		break;
	case LOCATE_HOME:
		redirect(x, preview->home);
		break;
	case LOCATE_MISSING:
		send_missing(x);
		break;
	case LOCATE_MALFORMED:
		set_text(x, 400, TEXT, STR("this is no URL\n"));
		break;
	}
}

static struct str query_value(const struct exchange *x, struct str name)
{
	struct str rest = x->query, pair, key, value;

	while (rest.len) {
		str_cut(rest, '&', &pair, &rest);
		str_cut(pair, '=', &key, &value);
		if (str_eq(key, name))
			return unescape_url(x->arena, value);
	}
	return (struct str){ 0 };
}

/*
 * Browsers name the origin of a page that asks for events of another. Such a page could
 * not read them, but could take up all the streams.
 */
static bool origin_is_well(const struct exchange *x)
{
	struct str origin = header(x, HEADER_ORIGIN);

	if (!x->request->has[HEADER_ORIGIN])
		return true;
	return (str_skip_prefix(&origin, STR("http://")) ||
	        str_skip_prefix(&origin, STR("https://"))) &&
	       host_is_allowed(origin, &x->answerer->preview.rules);
}

/*
 * The page is subscribed first and looked at then: what changes in between is seen by
 * one or the other.
 */
static void answer_events(struct exchange *x)
{
	const struct preview *preview = &x->answerer->preview;
	struct live *live = x->answerer->live;
	struct location place;
	struct standing standing;

	/* Where no page can be, the browser shows the one that says so. */
	if (locate(x->arena, query_value(x, STR("page")), preview->home, &place) !=
	    LOCATE_FILE)
		place = (struct location){ STR("404.html"), STR("/404.html") };
	if (!origin_is_well(x)) {
		set_text(x, 403, TEXT, STR("events are for the site's own pages\n"));
		return;
	}
	if (!str_eq(x->request->method, STR("GET"))) {
		set_text(x, 200, "text/event-stream", STR(""));
		return;
	}
	x->reply->stream = live_subscribe(live, &place, query_value(x, STR("version")));
	if (!x->reply->stream) {
		add_header(x, "Retry-After", STR("5"));
		set_text(x, 503, TEXT, STR("too many pages are open\n"));
		return;
	}
	standing = preview_standing(preview, x->arena, &place, true);
	live_begin(live, x->reply->stream, &standing);
	x->reply->status = 200;
	x->reply->kind = BODY_STREAM;
	add_header(x, "Content-Type", STR("text/event-stream"));
}

static void answer_script(struct exchange *x)
{
	struct str script = { client_script, client_script_len };

	add_header(x, "Content-Type", mime_type(STR(LIVE_URL)));
	buf_add(&x->reply->text, script);
	choose_part(x, etag_of_bytes(x->arena, script), 0, script.len);
}

/* HTTP/1.0 knows no Host; no browser sends it. */
static bool host_is_well(const struct exchange *x)
{
	const struct request *request = x->request;

	if (request->has_two_hosts)
		return false;
	return !request->has[HEADER_HOST] ||
	       host_is_allowed(header(x, HEADER_HOST), &x->answerer->preview.rules);
}

void answer(const struct answerer *answerer, const struct request *request,
            struct reply *reply)
{
	struct exchange x = { answerer, request, reply, request->arena, { 0 }, { 0 } };

	*reply = (struct reply){ .fd = -1 };
	str_cut(request->target, '?', &x.path, &x.query);
	add_header(&x, "Cache-Control", STR("no-cache"));
	add_header(&x, "X-Content-Type-Options", STR("nosniff"));
	if (!host_is_well(&x)) {
		set_text(&x, 403, TEXT,
		         STR("This preview answers only to this machine's own names, so "
		             "that no web site can\nread it through a name of its own. "
		             "Ask for it as localhost, or bind another address\n"
		             "with --bind.\n"));
	} else if (!str_eq(request->method, STR("GET")) &&
	           !str_eq(request->method, STR("HEAD"))) {
		add_header(&x, "Allow", STR("GET, HEAD"));
		set_text(&x, 405, TEXT, STR("only GET and HEAD are known here\n"));
	} else if (str_eq(x.path, STR(LIVE_URL))) {
		answer_script(&x);
	} else if (str_eq(x.path, STR(EVENT_URL))) {
		answer_events(&x);
	} else {
		answer_site(&x);
	}
}
