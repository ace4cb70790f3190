#include "import/warc.h"

#include "base/gzip.h"
#include "t.h"

/* Bytes in memory as a supply; they may be handed out in small parts. */
struct shop {
	struct str bytes;
	size_t part;
};

static enum file_status serve(void *context, uint64_t at, size_t limit, struct buf *out)
{
	struct shop *shop = context;

	if (at < shop->bytes.len)
		buf_add(out, str_slice(str_from(shop->bytes, (size_t)at), 0,
		                       shop->part < limit ? shop->part : limit));
	return FILE_OK;
}

static enum file_status refuse(void *context, uint64_t at, size_t limit, struct buf *out)
{
	(void)limit;
	return at == 0 ? serve(context, at, 100, out) : FILE_FAILED;
}

static struct str add(struct str a, struct str b)
{
	return arena_printf(&t_arena, "%.*s%.*s", STR_ARG(a), STR_ARG(b));
}

/* A record with what its Content-Length says it has, whatever that is. */
static struct str record_of(const char *url, const char *length, const char *block)
{
	return arena_printf(&t_arena,
	                    "WARC/1.0\r\nWARC-Type: response\r\n"
	                    "WARC-Target-URI: %s\r\nWARC-Date: 2014-02-10T09:30:00Z\r\n"
	                    "Content-Length: %s\r\n\r\n%s\r\n\r\n",
	                    url, length, block);
}

static struct str record(const char *url, const char *block)
{
	return record_of(
		url,
		arena_cstr(&t_arena, arena_printf(&t_arena, "%zu", str_of(block).len)),
		block);
}

static struct str zip(struct str text)
{
	struct gzip *gzip = gzip_new();
	struct buf out = { 0 };
	struct str bytes;

	gzip_add(gzip, text, &out);
	gzip_free(gzip);
	bytes = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return bytes;
}

/* Two strings that may hold NULs. */
static struct str join(struct str a, struct str b)
{
	struct buf out = { 0 };
	struct str bytes;

	buf_add(&out, a);
	buf_add(&out, b);
	bytes = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return bytes;
}

static struct diags said;

/* Every record as a line "URL: block", read by parts of a size. */
static struct str read_in_parts(struct str bytes, size_t part)
{
	struct shop shop = { bytes, part };
	struct supply supply = { &shop, serve, bytes.len };
	struct warc_record found;
	struct buf out = { 0 };
	struct warc warc;
	struct str lines;

	diags_clear(&said);
	CHECK(warc_open(&warc, supply, STR("a.warc"), &said));
	while (warc_next(&warc, &found)) {
		bool whole;
		struct str block = warc_block(&warc, 1000, &whole);

		buf_printf(&out, "%.*s: %.*s\n", STR_ARG(found.url), STR_ARG(block));
		CHECK(whole);
	}
	CHECK(!warc.stream.failed);
	warc_close(&warc);
	lines = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return lines;
}

static struct str read_all(struct str bytes)
{
	struct str lines = read_in_parts(bytes, 1 << 20);

	CHECK_STR(read_in_parts(bytes, 1), lines);
	CHECK_STR(read_in_parts(bytes, 7), lines);
	return lines;
}

TEST(warc, reads_one_record_after_another)
{
	struct str bytes = add(record("http://a/", "one"), record("http://b/", "two"));

	CHECK_STR(read_all(bytes), STR("http://a/: one\nhttp://b/: two\n"));
	CHECK_STR(t_messages(&said), STR(""));
	CHECK_STR(read_all(STR("")), STR(""));
	CHECK_STR(t_messages(&said), STR(""));
}

TEST(warc, is_compressed_by_record_as_a_whole_or_in_any_members)
{
	struct str a = record("http://a/", "one"), b = record("http://b/", "two");
	struct str want = STR("http://a/: one\nhttp://b/: two\n"), both = add(a, b);

	CHECK_STR(read_all(join(zip(a), zip(b))), want);
	CHECK_STR(t_messages(&said), STR(""));
	CHECK_STR(read_all(zip(both)), want);
	CHECK_STR(t_messages(&said), STR(""));
	for (size_t cut = 1; cut < both.len; cut += 9) {
		CHECK_STR(read_in_parts(join(zip(str_slice(both, 0, cut)),
		                             zip(str_from(both, cut))),
		                        1 << 20),
		          want);
		CHECK_STR(t_messages(&said), STR(""));
	}
	CHECK_STR(read_all(join(zip(both), STR("\0\0\0\0"))), want);
	CHECK_STR(t_messages(&said), STR(""));
}

TEST(warc, has_fields)
{
	struct str bytes = STR("WARC/1.1\nwarc-type:  Revisit\n"
	                       "WARC-Target-URI: <http://a/>\n"
	                       "WARC-Profile: http://netpreserve.org/\n"
	                       "\twarc/1.0/revisit\nno field\n"
	                       "WARC-Date: 2014-02-10T09:30:00.123Z\n"
	                       "Content-Type: application/http; msgtype=response\n"
	                       "Content-Length: 0\n\n\n\n");
	struct shop shop = { bytes, 100 };
	struct warc_record found;
	struct warc warc;

	CHECK(warc_open(&warc, (struct supply){ &shop, serve, bytes.len }, STR("a"),
	                NULL));
	CHECK(warc_next(&warc, &found));
	CHECK_INT(found.type, WARC_REVISIT);
	CHECK_STR(found.url, STR("http://a/"));
	CHECK_STR(header_field(&found.fields, STR("WARC-profile")),
	          STR("http://netpreserve.org/ warc/1.0/revisit"));
	CHECK_INT(found.fields.count, 6);
	CHECK_INT(found.date.hour, 9);
	CHECK_STR(media_type(found.media), STR("application/http"));
	CHECK_STR(media_parameter(found.media, STR("msgtype")), STR("response"));
	CHECK(!warc_next(&warc, &found));
	CHECK_INT(warc.stream.damages, 0);
	warc_close(&warc);
}

TEST(warc, has_urls_without_brackets_and_strange_bytes)
{
	CHECK_STR(warc_uri(&t_arena, STR(" <http://a/b c> ")), STR("http://a/b%20c"));
	CHECK_STR(warc_uri(&t_arena, STR("http://a/\xe9")), STR("http://a/%E9"));
	CHECK_STR(warc_uri(&t_arena, STR("http://a/é\x7f\n")), STR("http://a/é%7F"));
	CHECK_STR(warc_uri(&t_arena, STR("")), STR(""));
}

TEST(warc, ends_a_record_where_the_next_begins_if_its_length_is_wrong)
{
	struct str b = record("http://b/", "two"),
		   want = STR("http://a/: one\nhttp://b/: two\n");
	static const char *const lengths[] = {
		"1", "2", "9", "60", "400", "99999999", "9223372036854775807"
	};

	for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
		struct str a = record_of("http://a/", lengths[i], "one");
		struct buf text = { 0 };

		CHECK_STR(str_slice(read_all(add(a, b)), 0, 14), str_slice(want, 0, 14));
		CHECK(said.warnings == 1 && said.errors == 0);
		CHECK_STR(str_slice(read_all(zip(add(a, b))), 0, 14),
		          str_slice(want, 0, 14));
		CHECK(said.warnings == 1);
		CHECK(str_has_suffix(read_all(join(zip(a), zip(b))),
		                     STR("http://b/: two\n")));
		CHECK(said.warnings == 1);
		buf_clear(&text);
	}
	CHECK_STR(read_all(add(record_of("http://a/", "2", "one"), b)), want);
	CHECK_STR(t_messages(&said),
	          STR("a.warc: warning: byte 0: the record does not end where its "
	              "Content-Length says\n"));
}

TEST(warc, needs_no_length)
{
	struct str a = record_of("http://a/", "many", "one"),
		   b = record_of("http://b/", "-1", "two");

	CHECK_STR(read_all(add(a, b)), STR("http://a/: one\nhttp://b/: two\n"));
	CHECK_STR(t_messages(&said),
	          STR("a.warc: warning: byte 0: the record has no Content-Length: it "
	              "ends where the next begins\n"
	              "a.warc: warning: byte 123: the record has no Content-Length: it "
	              "ends where the next begins\n"));
	CHECK_STR(read_all(join(zip(a), zip(b))),
	          STR("http://a/: one\nhttp://b/: two\n"));
	t_messages(&said);
}

TEST(warc, keeps_what_is_there_of_a_record_that_is_cut_short)
{
	struct str a = record("http://a/", "one and a half"),
		   b = record("http://b/", "two");

	CHECK_STR(read_all(str_slice(a, 0, a.len - 9)), STR("http://a/: one and a\n"));
	CHECK_STR(t_messages(&said),
	          STR("a.warc: warning: byte 0: the record is cut short: 9 of 14 bytes "
	              "are there\n"));
	CHECK_STR(read_all(add(str_slice(a, 0, a.len - 9), b)),
	          STR("http://a/: one and a\nhttp://b/: two\n"));
	CHECK_INT(said.warnings, 1);
	CHECK_STR(read_all(join(zip(str_slice(a, 0, a.len - 9)), zip(b))),
	          STR("http://a/: one and a\nhttp://b/: two\n"));
	CHECK_INT(said.warnings, 1);
	t_messages(&said);
}

TEST(warc, goes_on_behind_what_is_no_record)
{
	struct str a = record("http://a/", "one"), b = record("http://b/", "two");
	struct str junk = STR("WARC/ no\r\n\r\nWARC/1.0 junk\r\n");

	CHECK_STR(read_all(add(a, add(junk, b))),
	          STR("http://a/: one\nhttp://b/: two\n"));
	CHECK_STR(t_messages(&said), STR("a.warc: warning: byte 120: no record is here: "
	                                 "it goes on at byte 147\n"));
	CHECK_STR(read_all(add(STR("x\n"), a)), STR("http://a/: one\n"));
	CHECK_STR(t_messages(&said), STR("a.warc: warning: byte 0: no record is here: "
	                                 "it goes on at byte 2\n"));
	CHECK_STR(read_all(add(a, STR("WARC/1.0\r\nWARC-Type: response\r\n"))),
	          STR("http://a/: one\n"));
	CHECK_STR(t_messages(&said),
	          STR("a.warc: warning: byte 120: no record is here, nor behind it\n"));
	CHECK_STR(read_all(STR("<!DOCTYPE html>")), STR(""));
	CHECK_STR(t_messages(&said),
	          STR("")); /* whoever opened it says that it is none */
}

TEST(warc, goes_on_behind_damage)
{
	struct str a = zip(record("http://a/", "one")),
		   b = zip(record("http://b/", "two")),
		   c = zip(record("http://c/", "three"));
	struct str want = STR("http://a/: one\nhttp://c/: three\n");

	for (size_t cut = 3; cut < b.len; cut++) {
		struct str got =
			read_in_parts(join(a, join(str_slice(b, 0, cut), c)), 1 << 20);

		CHECK(str_has_prefix(got, STR("http://a/: one\n")));
		CHECK(str_has_suffix(got, STR("http://c/: three\n")));
		CHECK(said.warnings > 0 && said.errors == 0);
	}
	CHECK_STR(read_all(join(a, join(STR("no member"), c))), want);
	CHECK_STR(
		t_messages(&said),
		arena_printf(&t_arena,
	                     "a.warc: warning: byte %zu: the compressed data is damaged "
	                     "from here on\n",
	                     a.len));
	CHECK_STR(read_all(str_slice(a, 0, 40)), STR(""));
	CHECK(str_has_prefix(t_messages(&said), STR("a.warc: warning: byte 0")));
}

TEST(warc, may_hold_another_in_a_block)
{
	struct str inner = record("http://b/", "two");
	struct str a = record("http://a/", arena_cstr(&t_arena, inner));
	struct str want = arena_printf(&t_arena, "http://a/: %.*s\n", STR_ARG(inner));

	CHECK_STR(read_all(a), want);
	CHECK_STR(read_all(zip(a)), want);
	CHECK_STR(t_messages(&said), STR(""));
}

/* A record with a block of so many bytes, and of a length that is said. */
static struct str large(size_t size, size_t length)
{
	struct buf out = { 0 };
	struct str bytes;

	buf_printf(&out,
	           "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://l/\r\n"
	           "Content-Length: %zu\r\n\r\n",
	           length);
	for (size_t i = 0; i < size; i += 8)
		buf_printf(&out, "%7zu\n", i * 2654435761U % 9999999);
	buf_puts(&out, "\r\n\r\n");
	bytes = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return bytes;
}

/* The URLs of a WARC, with "+" for blocks that are larger than 1000 bytes. */
static struct str list(struct str bytes)
{
	struct shop shop = { bytes, 1 << 20 };
	struct warc_record found;
	struct buf out = { 0 };
	struct warc warc;
	struct str lines;
	bool whole;

	diags_clear(&said);
	CHECK(warc_open(&warc, (struct supply){ &shop, serve, bytes.len }, STR("a.warc"),
	                &said));
	while (warc_next(&warc, &found)) {
		CHECK(warc_block(&warc, 1000, &whole).len <= 1000);
		buf_printf(&out, "%.*s%s ", STR_ARG(found.url), whole ? "" : "+");
	}
	/* Window, inlet: nothing grows with the block. */
	CHECK(warc.stream.window.cap < (size_t)4 << 20);
	warc_close(&warc);
	lines = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return lines;
}

TEST(warc, passes_over_large_blocks)
{
	struct str a = record("http://a/", "one"), b = record("http://b/", "two");
	struct str good = join(large(3 << 20, 3 << 20), b);

	CHECK_STR(list(join(a, good)), STR("http://a/ http://l/+ http://b/ "));
	CHECK_STR(list(zip(good)), STR("http://l/+ http://b/ "));
	CHECK_STR(list(join(zip(large(3 << 20, 3 << 20)), zip(b))),
	          STR("http://l/+ http://b/ "));
	CHECK_INT(said.warnings, 0);
}

TEST(warc, finds_what_a_large_block_with_a_wrong_length_hides)
{
	struct str a = record("http://a/", "one"), b = record("http://b/", "two");
	struct str cut = join(large(1 << 21, 1 << 24), join(a, large(1 << 24, 1 << 24)));

	CHECK_STR(list(join(cut, b)), STR("http://l/+ http://a/ http://l/+ http://b/ "));
	CHECK_INT(said.warnings, 2); /* that it is wrong, and where it goes on */
	CHECK_STR(list(zip(join(cut, b))),
	          STR("http://l/+ http://a/ http://l/+ http://b/ "));
	CHECK_INT(said.warnings, 1);
	CHECK_STR(list(join(zip(large(1 << 21, 1 << 24)), zip(b))),
	          STR("http://l/+ http://b/ "));
	CHECK_INT(said.warnings, 1);
	CHECK_STR(list(join(large(1 << 21, (size_t)1 << 40), b)),
	          STR("http://l/+ http://b/ "));
	t_messages(&said);
}

TEST(warc, seeks_the_place_of_a_record)
{
	struct str a = record("http://a/", "one"), b = record("http://b/", "two"),
		   c = record("http://c/", "three");
	struct str forms[] = { add(a, add(b, c)), zip(add(a, add(b, c))),
		               join(zip(a), join(zip(b), zip(c))) };

	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		struct shop shop = { forms[i], 50 };
		struct warc_record found;
		struct place places[3];
		struct warc warc;
		bool whole;

		CHECK(warc_open(&warc, (struct supply){ &shop, serve, forms[i].len },
		                STR("a"), NULL));
		for (size_t n = 0; n < 3; n++) {
			CHECK(warc_next(&warc, &found));
			places[n] = found.place;
		}
		for (size_t n = 3; n-- > 0;) {
			CHECK(warc_seek(&warc, places[n]));
			CHECK(warc_next(&warc, &found));
			CHECK_INT(found.url.ptr[7], 'a' + n);
			CHECK_INT(found.place.at, places[n].at);
			CHECK_INT(found.place.within, places[n].within);
		}
		CHECK(warc_next(&warc, &found));
		CHECK_STR(warc_block(&warc, 3, &whole), STR("two"));
		CHECK(whole);
		warc_close(&warc);
	}
}

TEST(warc, gives_a_bomb_up)
{
	struct buf zeros = { 0 };
	struct str bomb, b = record("http://b/", "two");

	buf_puts(&zeros,
	         "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://z/\r\n"
	         "Content-Length: 200000000\r\n\r\n");
	buf_add_chars(&zeros, '\0', 100000000);
	bomb = zip(buf_str(&zeros));
	buf_clear(&zeros);
	CHECK_STR(list(join(bomb, zip(b))), STR("http://z/+ http://b/ "));
	CHECK(str_contains(t_messages(&said),
	                   STR(": unpacks to more than 250 times its size: the rest is "
	                       "left out\n")));
}

TEST(warc, says_when_the_disk_fails)
{
	struct str bytes = add(record("http://a/", "one"), record("http://b/", "two"));
	struct shop shop = { bytes, 100 };
	struct warc_record found;
	struct warc warc;

	CHECK(warc_open(&warc, (struct supply){ &shop, refuse, bytes.len }, STR("a"),
	                &said));
	while (warc_next(&warc, &found))
		;
	CHECK(warc.stream.failed);
	CHECK(str_contains(t_messages(&said), STR("a: error: input or output failed\n")));
	warc_close(&warc);
}
