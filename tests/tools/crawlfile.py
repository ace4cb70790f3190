"""Web archives for golden files, written as text.

A record begins with a line "= KIND URL DATE OPTION...", and what follows is its body. The
file's ending says its form: .warc; .warc.gz, a member for each record; .whole.warc.gz, one
member; .wacz, a zip file with a .warc.gz in it, stored or, in a .deflated.wacz, not. A resource has no head of HTTP, and its
Content-Type is its media. Options are words:

    media=text/html    the Content-Type; "text/html" when it is not said
    status=404         of HTTP; 200 when it is not said
    to=URL             Location
    gzip  deflate      the body is compressed so, and the head says it
    said=gzip          the head says so, and it is not
    chunked            the body is in chunks, and the head says so
    wrong-chunks       a chunk is longer than it says
    png=7              the body is a picture, of which there is one for each number
    digest=X           WARC-Payload-Digest
    refers=URL         WARC-Refers-To-Target-URI
    version=1.1        1.0 when it is not said
    brackets           the URL is in <>
    folded             the URL is on a line of its own
    truncated=length   WARC-Truncated
    segment=1          WARC-Segment-Number
    sent=900           HTTP's Content-Length
    length=5           the Content-Length, whatever is true
    no-length
    cut=20             the record ends so many bytes early
    damage             a byte in the middle of its member is wrong
    junk               a line that is no record comes before it
"""

import gzip
import io
import struct
import zipfile
import zlib


def png(number):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(bytes([0, number % 256, number // 256, 7]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def message(options, body):
    """The body with a head of HTTP."""
    lines = [f"HTTP/1.1 {options.get('status', '200')} OK", f"Content-Type: {options['media']}"]
    if "sent" in options:
        lines.append(f"Content-Length: {options['sent']}")
    if "to" in options:
        lines.append(f"Location: {options['to']}")
    for coding in ("gzip", "deflate"):
        if coding in options:
            lines.append(f"Content-Encoding: {coding}")
            body = gzip.compress(body, mtime=0) if coding == "gzip" else zlib.compress(body)
    if "said" in options:
        lines.append(f"Content-Encoding: {options['said']}")
    if "chunked" in options or "wrong-chunks" in options:
        lines.append("Transfer-Encoding: chunked")
        half = len(body) // 2
        short = 3 if "wrong-chunks" in options else 0
        body = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (
            half, body[:half], len(body) - half - short, body[half:],
        )
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(head, body):
    """One record as bytes, and its options."""
    kind, url, date, *words = head.split()
    options = {"media": "text/html", **dict(word.partition("=")[::2] for word in words)}
    if "png" in options:
        body, options["media"] = png(int(options["png"])), "image/png"
    lines = [f"WARC/{options.get('version', '1.0')}", f"WARC-Type: {kind}"]
    if url != "-":
        lines.append("WARC-Target-URI:" + (f"\r\n <{url}>" if "folded" in options
                     else f" <{url}>" if "brackets" in options else f" {url}"))
    lines.append(f"WARC-Date: {date}")
    if "digest" in options:
        lines.append(f"WARC-Payload-Digest: {options['digest']}")
    for word, field in {"truncated": "WARC-Truncated", "segment": "WARC-Segment-Number"}.items():
        if word in options:
            lines.append(f"{field}: {options[word]}")
    if "refers" in options:
        lines.append(f"WARC-Refers-To-Target-URI: {options['refers']}")
    if kind in ("response", "revisit"):
        lines.append("Content-Type: application/http; msgtype=response")
        body = message(options, body)
    else:
        lines.append(f"Content-Type: {options['media']}")
    if "no-length" not in options:
        lines.append(f"Content-Length: {options.get('length', len(body))}")
    data = "\r\n".join([*lines, "", ""]).encode() + body + b"\r\n\r\n"
    if "cut" in options:
        data = data[: -int(options["cut"])]
    if "junk" in options:
        data = b"this is no record\r\n" + data
    return data, options


def member(data, options):
    packed = bytearray(gzip.compress(data, mtime=0))
    if "damage" in options:
        packed[len(packed) // 2] ^= 0xFF
    return bytes(packed)


def write(name, text):
    """The bytes of a file of that name."""
    records = []
    for part in ("\n" + text).split("\n= ")[1:]:
        head, _, body = part.partition("\n")
        records.append(record(head, body.rstrip("\n").encode()))
    if name.endswith(".whole.warc.gz"):
        return gzip.compress(b"".join(data for data, _ in records), mtime=0)
    if name.endswith(".warc"):
        return b"".join(data for data, _ in records)
    packed = b"".join(member(data, options) for data, options in records)
    if not name.endswith(".wacz"):
        return packed
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if name.endswith(".deflated.wacz") else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as wacz:
        for entry, data in {"archive/data.warc.gz": packed, "datapackage.json": b"{}"}.items():
            wacz.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()
