"""Crawls of pages at odd addresses, whose text and data are odd."""

import gzip

import pages

ADDRESSES = ["a{}", "b/{}.html", "{}/", "?p={}", "%00{}", "%20{}", "%ff{}", "%C3%A9{}", "2024/01/02/x-{}", "a%0ab{}", "..%2f{}"]
DATES = ["2019-05-06T07:08:09Z", "2020-01-01T00:00:00Z", "2024-13-45T99:00:00Z", "unknown"]


def chunked(body, size):
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def record(rng, address, body):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    if rng.random() < 0.3:
        head += b"Content-Encoding: gzip\r\n"
        body = gzip.compress(body, mtime=0)
    if rng.random() < 0.3:
        head += b"Transfer-Encoding: chunked\r\n"
        body = chunked(body, rng.randint(1, 500))
    answer = head + b"\r\n" + body
    fields = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{address}\r\n"
        f"WARC-Date: {rng.choice(DATES)}\r\nWARC-Record-ID: <urn:uuid:{rng.getrandbits(128):032x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(fields.encode() + answer + b"\r\n\r\n", mtime=0)


def warc(rng, count):
    bodies = [pages.page(rng).encode(errors="surrogatepass") for _ in range(count)]
    records = (record(rng, rng.choice(ADDRESSES).format(number), body) for number, body in enumerate(bodies))
    return {"a.warc.gz": b"".join(records)}
