#include "import/httpmessage.h"

#include "base/gzip.h"
#include "t.h"

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

/* zlib's form and bare deflate, made of gzip's: its header is 10 bytes, its end 8. */
static struct str bare(struct str text)
{
	struct str bytes = zip(text);

	return str_slice(bytes, 10, bytes.len - 8);
}

/* A message with these fields and this body. */
static struct http_message message(const char *fields, struct str body)
{
	struct buf out = { 0 };
	struct http_message got;

	buf_printf(&out, "HTTP/1.1 200 OK\r\n%s\r\n", fields);
	buf_add(&out, body);
	got = http_read(&t_arena, buf_keep(&out, &t_arena));
	buf_clear(&out);
	return got;
}

static unsigned flags;

static struct str body_of(const char *fields, struct str sent, size_t limit)
{
	struct http_message got = message(fields, sent);
	struct buf out = { 0 };
	struct str body;

	buf_puts(&out, "before");
	flags = http_body(&got, limit, &out);
	CHECK(str_has_prefix(buf_str(&out), STR("before")));
	body = str_from(buf_keep(&out, &t_arena), 6);
	CHECK(body.len <= limit);
	buf_clear(&out);
	return body;
}

#define GZIPPED "Content-Encoding: gzip\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"

TEST(http, has_a_status_and_fields)
{
	struct http_message got =
		message("Content-Type: text/html;\r\n charset=\"iso-8859-1\"\r\n"
	                "X: 1\r\nx: 2\r\n",
	                STR("\r\nbody"));

	CHECK_INT(got.status, 200);
	CHECK_STR(got.media, STR("text/html"));
	CHECK_STR(got.charset, STR("iso-8859-1"));
	CHECK_STR(header_field(&got.fields, STR("X")), STR("1"));
	CHECK_STR(got.body, STR("\r\nbody"));
	CHECK_INT(http_read(&t_arena, STR("HTTP/2 404\n\nx")).status, 404);
	CHECK_INT(http_read(&t_arena, STR("ICY 200 OK\r\n")).status, 200);
	CHECK_INT(http_read(&t_arena, STR("HTTP/1.0 OK")).status, 0);
	CHECK_INT(http_read(&t_arena, STR("")).status, 0);
	got = http_read(&t_arena, STR("<p>bare"));
	CHECK_INT(got.status, 0);
	CHECK_STR(got.body, STR("<p>bare"));
}

TEST(http, joins_chunks)
{
	CHECK_STR(body_of(CHUNKED, STR("3\r\none\r\n4;x=y\r\n two\r\n0\r\n\r\n"), 100),
	          STR("one two"));
	CHECK_INT(flags, 0);
	CHECK_STR(body_of(CHUNKED, STR("00A \nabcdefghij\n0\n\n"), 100),
	          STR("abcdefghij"));
	CHECK_INT(flags, 0);
}

TEST(http, takes_what_is_not_chunked_as_it_is)
{
	CHECK_STR(body_of(CHUNKED, STR("<p>one"), 100), STR("<p>one"));
	CHECK_INT(flags, 0);
	CHECK_STR(body_of(CHUNKED, STR(""), 100), STR(""));
	CHECK_STR(body_of(CHUNKED, STR("fffffffffffffffff\r\nx"), 100),
	          STR("fffffffffffffffff\r\nx"));
	CHECK_STR(body_of(CHUNKED, STR("3\r\nonexyz\r\n4\r\n two\r\n"), 100),
	          STR("onexyz\r\n4\r\n two\r\n"));
	CHECK_INT(flags, HTTP_CHUNKS_WRONG);
	CHECK_STR(body_of(CHUNKED, STR("9\r\none"), 100), STR("one"));
	CHECK_INT(flags, HTTP_CUT_SHORT);
	CHECK_STR(body_of(CHUNKED, STR("3\r\none\r\n"), 100), STR("one"));
	CHECK_INT(flags, HTTP_CUT_SHORT);
}

TEST(http, undoes_codings)
{
	struct str text = STR("<p>one two three one two three one two three");
	struct str twice = zip(zip(text));
	struct buf out = { 0 };

	CHECK_STR(body_of(GZIPPED, zip(text), 100), text);
	CHECK_INT(flags, 0);
	CHECK_STR(body_of("content-encoding: X-GZip\r\n", zip(text), 100), text);
	CHECK_STR(body_of("Content-Encoding: deflate\r\n", bare(text), 100), text);
	CHECK_STR(body_of("Content-Encoding: gzip, identity, gzip\r\n", twice, 200),
	          text);
	CHECK_INT(flags, 0);
	/* Without its sum at the end, zlib's form is cut short. */
	buf_puts(&out, "\x78\x9c");
	buf_add(&out, bare(text));
	CHECK_STR(body_of("Content-Encoding: deflate\r\n", buf_str(&out), 100), text);
	CHECK_INT(flags, HTTP_CUT_SHORT);
	CHECK_STR(body_of("Content-Encoding: br\r\n", STR("\x8b\x04\x80<p>one two\x03"),
	                  100),
	          STR("<p>one two"));
	CHECK_INT(flags, 0);
	buf_clear(&out);
}

TEST(http, leaves_what_is_not_coded_as_it_is)
{
	CHECK_STR(body_of(GZIPPED, STR("<p>one"), 100), STR("<p>one"));
	CHECK_INT(flags, 0);
	CHECK_STR(body_of("Content-Encoding: br\r\n", STR(" <p>one"), 100),
	          STR(" <p>one"));
	CHECK_INT(flags, 0);
	CHECK_STR(body_of("Content-Encoding: deflate\r\n", STR("\xff\xff plain"), 100),
	          STR("\xff\xff plain"));
	CHECK_INT(flags, 0);
	CHECK_STR(body_of("Content-Encoding: br\r\n", STR("plain text it is"), 100),
	          STR("plain text it is"));
	CHECK_STR(body_of("Content-Encoding: compress\r\n", STR("\x1f\x9d..."), 100),
	          STR("\x1f\x9d..."));
	CHECK_INT(flags, HTTP_UNKNOWN_CODING);
	CHECK_STR(body_of("Content-Encoding: utf-8\r\n", STR("<p>one"), 100),
	          STR("<p>one"));
	CHECK_INT(flags, 0);
}

TEST(http, keeps_what_comes_before_damage)
{
	struct str whole = zip(STR("<p>one two three, and something else"));
	struct buf broken = { 0 };

	CHECK(str_has_prefix(body_of(GZIPPED, str_slice(whole, 0, whole.len - 12), 100),
	                     STR("<p>one")));
	CHECK_INT(flags, HTTP_CUT_SHORT);
	buf_add(&broken, whole);
	broken.ptr[whole.len - 6] ^= 1;
	CHECK_STR(body_of(GZIPPED, buf_str(&broken), 100),
	          STR("<p>one two three, and something else"));
	CHECK_INT(flags, HTTP_DAMAGED);
	buf_clear(&broken);
	CHECK_STR(body_of(GZIPPED, STR("\x1f\x8b no"), 100), STR("\x1f\x8b no"));
}

TEST(http, has_limits)
{
	struct buf zeros = { 0 };
	struct str bomb;

	buf_add_chars(&zeros, '\0', 1 << 20);
	bomb = zip(buf_str(&zeros));
	buf_clear(&zeros);
	CHECK_INT(body_of(GZIPPED, bomb, 5000).len, 5000);
	CHECK_INT(flags, HTTP_TOO_LARGE);
	CHECK_INT(body_of("", bomb, 5).len, 5);
	CHECK_INT(flags, HTTP_TOO_LARGE);
	CHECK_INT(body_of(CHUNKED, STR("3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"), 5).len, 5);
	CHECK(flags & HTTP_TOO_LARGE);
	CHECK_STR(str_of(http_explain(flags)), STR("the body is too large"));
	CHECK(http_explain(0) == NULL);
	body_of("Content-Encoding: gzip,gzip,gzip,gzip,gzip,gzip\r\n", bomb, 1 << 21);
	CHECK(flags & HTTP_UNKNOWN_CODING);
}
