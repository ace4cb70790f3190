#include "import/warcindex.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/url.h"
#include "import/pictures.h"

#define HEAD_MAX ((size_t)64 << 10) /* bytes of a block that hold HTTP's head */

/* The block as it was sent, whether as a response or as a resource. */
static struct http_message read_message(struct arena *arena,
                                        const struct warc_record *record,
                                        struct str block)
{
	struct http_message message;

	if (record->type != WARC_RESOURCE) {
		message = http_read(arena, block);
		if (message.status)
			return message;
	}
	message = (struct http_message){ .status = 200, .body = block };
	message.media = media_type(record->media);
	message.charset = media_parameter(record->media, STR("charset"));
	if (str_eq_nocase(message.media, STR("application/http")))
		message.media = (struct str){ 0 };
	return message;
}

/* A record says itself that its crawler gave up, or that others have the rest. */
struct http_message record_message(struct arena *arena, const struct warc_record *record,
                                   struct str block)
{
	struct http_message message = read_message(arena, record, block);

	message.cut_short |=
		header_field(&record->fields, STR("WARC-Truncated")).len > 0 ||
		header_field(&record->fields, STR("WARC-Segment-Number")).len > 0;
	return message;
}

static bool is_html(const struct http_message *message)
{
	if (message->media.len == 0)
		return str_has_prefix(str_trim_start(str_slice(message->body, 0, 100)),
		                      STR("<"));
	return str_eq_nocase(message->media, STR("text/html")) ||
	       str_eq_nocase(message->media, STR("application/xhtml+xml"));
}

static enum picture_form form_of(const struct http_message *message)
{
	struct buf start = { 0 };
	enum picture_form form;

	if (message->media.len > 0 &&
	    !str_has_prefix_nocase(message->media, STR("image/")) &&
	    !str_eq_nocase(message->media, STR("application/octet-stream")))
		return PICTURE_NONE;
	http_body(message, PICTURE_START, &start);
	form = picture_form_of(buf_str(&start));
	buf_clear(&start);
	return form;
}

static bool is_html_or_picture(struct str media)
{
	return str_eq_nocase(media, STR("text/html")) ||
	       str_eq_nocase(media, STR("application/xhtml+xml")) ||
	       str_has_prefix_nocase(media, STR("image/"));
}

/* A revisit keeps the head of what it saw again, or nothing. */
static void add_revisit(struct crawl *crawl, struct warc *warc,
                        const struct warc_record *record,
                        const struct http_message *message, struct capture capture)
{
	struct str refers =
		header_field(&record->fields, STR("WARC-Refers-To-Target-URI"));
	struct revisit revisit = { .url = record->url };
	struct date date = { 0 };

	if (message->status != 200 && message->status != 304)
		return;
	if (message->status == 200 && message->media.len &&
	    !is_html_or_picture(message->media))
		return;
	if (refers.len) {
		revisit.refers_url = url_key(warc_uri(&warc->arena, refers));
		date_parse(header_field(&record->fields, STR("WARC-Refers-To-Date")),
		           &date);
		revisit.refers_seconds =
			date_is_known(date) ? date_to_seconds(date) : INT64_MAX;
	}
	crawl_add_revisit(crawl, capture, &revisit);
}

/* An address that moved, within its site, may still be in somebody's links. */
static void add_redirect(struct crawl *crawl, struct warc *warc,
                         const struct warc_record *record,
                         const struct http_message *message, struct capture capture)
{
	struct str to = header_field(&message->fields, STR("Location"));
	struct url target;
	uint64_t key;

	if (to.len == 0)
		return;
	to = url_resolve(&warc->arena, record->url, warc_uri(&warc->arena, to));
	target = url_split(to);
	key = url_key(to);
	if (key != capture.url && target.path.len > 1 &&
	    str_eq_nocase(target.host, url_split(record->url).host))
		crawl_add_redirect(crawl, capture, record->url, key);
}

static void add_record(struct warcindex *index, uint32_t file, struct warc *warc,
                       const struct warc_record *record)
{
	struct str digest = header_field(&record->fields, STR("WARC-Payload-Digest"));
	struct capture capture = { .place = record->place, .file = file };
	struct http_message message;
	enum picture_form form;
	bool whole;

	index->continuations += str_eq_nocase(
		header_field(&record->fields, STR("WARC-Type")), STR("continuation"));
	if (record->type == WARC_OTHER || !url_is_web(record->url))
		return;
	message =
		record_message(&warc->arena, record, warc_block(warc, HEAD_MAX, &whole));
	capture.url = url_key(record->url);
	if (digest.len)
		capture.digest = hash_short(digest);
	if (date_is_known(record->date))
		capture.seconds = date_to_seconds(record->date);
	if (record->type == WARC_REVISIT) {
		add_revisit(&index->crawl, warc, record, &message, capture);
		return;
	}
	if (message.status > 300 && message.status < 309 && message.status != 304)
		add_redirect(&index->crawl, warc, record, &message, capture);
	if (message.status != 200)
		return;
	form = form_of(&message);
	if (form == PICTURE_NONE && !is_html(&message))
		return;
	capture.kind = form == PICTURE_NONE ? CAPTURE_PAGE : CAPTURE_PICTURE;
	capture.form = (uint8_t)form;
	crawl_add(&index->crawl, capture);
}

/* One volume; false if it cannot be read or has no record. */
static bool read_volume(struct warcindex *index, struct volumes *volumes, uint32_t file,
                        struct diags *diags)
{
	struct warc_record record;
	struct warc warc;
	size_t count = 0, hidden;
	bool ok = volume_open(volumes, file, &warc, diags);

	while (ok && warc_next(&warc, &record)) {
		add_record(index, file, &warc, &record);
		count++;
		if (index->progress)
			index->progress(index->context,
			                volumes->items[file].before + record.place.at);
	}
	index->records += count;
	hidden = warc_hidden(&warc);
	if (hidden > 0)
		diag_warn_path(diags, volumes->items[file].name,
		               "is damaged in %zu more place%s", hidden,
		               hidden == 1 ? "" : "s");
	if (ok && count == 0 && !warc.stream.failed)
		ok = diag_error_path(diags, volumes->items[file].name,
		                     "is not a WARC: no record is in it");
	ok = ok && !warc.stream.failed;
	warc_close(&warc);
	return ok;
}

bool warcindex_read(struct warcindex *index, struct volumes *volumes, struct diags *diags)
{
	bool ok = true;

	for (uint32_t file = 0; file < volumes->count; file++)
		ok &= read_volume(index, volumes, file, diags);
	crawl_sort(&index->crawl);
	return ok;
}

/* A second reading. */

struct sorted {
	const struct capture *at; /* the record */
	struct errand errand;
};

static int compare(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int order = capture_compare_places(x->at, y->at);

	return order ? order
	             : (x->errand.number > y->errand.number) -
	                       (x->errand.number < y->errand.number);
}

void errands_sort(const struct crawl *crawl, struct errand *errands, size_t count)
{
	struct sorted *sorted = xrealloc_array(NULL, count + 1, sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		sorted[i] =
			(struct sorted){ &crawl->items[errands[i].original], errands[i] };
	qsort(sorted, count, sizeof(*sorted), compare);
	for (size_t i = 0; i < count; i++)
		errands[i] = sorted[i].errand;
	free(sorted);
}

bool warcreader_read(struct warcreader *reader, const struct capture *capture,
                     size_t limit, struct warc_record *record,
                     struct http_message *message)
{
	bool whole;

	arena_reset(&reader->arena);
	if (!reader->open || reader->file != capture->file) {
		warcreader_close(reader);
		reader->open = true;
		reader->file = capture->file;
		if (!volume_open(reader->volumes, capture->file, &reader->warc, NULL))
			return false;
	}
	if (!warc_seek(&reader->warc, capture->place) ||
	    !warc_next(&reader->warc, record))
		return false;
	*message = record_message(&reader->arena, record,
	                          warc_block(&reader->warc, limit, &whole));
	return true;
}

void warcreader_close(struct warcreader *reader)
{
	if (reader->open)
		warc_close(&reader->warc);
	arena_clear(&reader->arena);
	reader->open = false;
}
