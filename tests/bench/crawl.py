#!/usr/bin/env python3
"""Writes a web archive of N article pages, the same ones every time, for measuring.

    tests/bench/crawl.py N FILE.warc[.gz]

A crawl as a crawler leaves it: for each page a request and a response, most of them with
compressed bodies; style sheets and scripts; a listing for every twenty articles; a picture
for every fifth, which it shows; second captures and revisits of some. A page is some 30 KB
of HTML with menus, scripts, a column of links and 3 to 6 KB of text. The texts are those
of generate.py. FILE.warc.gz has a member for each record.
"""

import gzip
import hashlib
import html
import random
import struct
import sys
import zlib
from base64 import b32encode
from datetime import datetime, timedelta
from pathlib import Path

from generate import Archive

SITE = "https://measured.example"
START = datetime(2019, 1, 1)
AGAIN = 0.03  # of the pages are captured twice, ...
REVISITED = 0.05  # ... and so many are seen again unchanged


class Crawl:
    def __init__(self, count, target):
        self.rng = random.Random(2019)
        self.archive = Archive(count)
        self.count = count
        self.target = target
        self.zipped = target.suffix == ".gz"
        self.clock = START
        self.menu = "".join(
            f'<li class="menu-item"><a href="{SITE}/section/{word}/">{word.capitalize()}</a></li>'
            for word in self.archive.words.stems[:60]
        )
        self.script = "".join(
            f'window.w{n}=function(a,b){{return a+b*{self.rng.random()}||"{word}"}};'
            for n, word in enumerate(self.archive.words.stems[:200])
        )

    def write(self, file):
        self.file = file
        self.record("warcinfo", None, b"software: tests/bench/crawl.py\r\n", "application/warc-fields")
        entries = []
        for index in range(self.count):
            path, text = self.archive.article(index)
            url = f"{SITE}/{path.removesuffix('.md')}.html"
            picture = f"{SITE}/media/{index}.png" if index % 5 == 0 else None
            page = self.article(url, text, picture)
            if self.rng.random() < AGAIN:
                self.respond(url, page.replace("</p>", "</p><!-- old -->").encode(), "text/html; charset=utf-8")
            digest = self.respond(url, page.encode(), "text/html; charset=utf-8")
            if self.rng.random() < REVISITED:
                self.revisit(url, digest)
            if picture:
                self.respond(picture, png(index), "image/png")
            if index % 10 == 0:
                self.respond(f"{SITE}/js/{index}.js", self.script.encode(), "application/javascript")
            entries.append((url, text))
            if len(entries) == 20:
                self.respond(f"{SITE}/latest/page/{index // 20}/", self.listing(entries).encode(), "text/html")
                entries = []

    def record(self, kind, url, block, media, more=()):
        self.clock += timedelta(seconds=1)
        lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Date: {self.clock.isoformat()}Z"]
        if url:
            lines.append(f"WARC-Target-URI: {url}")
        lines += [*more, f"Content-Type: {media}", f"Content-Length: {len(block)}", "", ""]
        record = "\r\n".join(lines).encode() + block + b"\r\n\r\n"
        self.file.write(gzip.compress(record, 6, mtime=0) if self.zipped else record)

    def respond(self, url, body, media):
        request = f"GET {url} HTTP/1.1\r\nUser-Agent: measured\r\n\r\n".encode()
        self.record("request", url, request, "application/http; msgtype=request")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n"
        if media.startswith("text/") and self.rng.random() < 0.8:
            body = gzip.compress(body, 6, mtime=0)
            head += "Content-Encoding: gzip\r\n"
        digest = "sha1:" + b32encode(hashlib.sha1(body).digest()).decode()
        block = head.encode() + b"\r\n" + body
        self.record("response", url, block, "application/http; msgtype=response", [f"WARC-Payload-Digest: {digest}"])
        return digest

    def revisit(self, url, digest):
        more = [
            f"WARC-Payload-Digest: {digest}",
            "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
        ]
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        self.record("revisit", url, head, "application/http; msgtype=response", more)

    def frame(self, title, url, kind, head, body):
        links = "".join(
            f'<li><a href="{SITE}/tag/{word}/">{word} {n}</a></li>'
            for n, word in enumerate(self.rng.choices(self.archive.words.stems, k=40))
        )
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Measured Gazette</title>'
            f'<link rel="canonical" href="{url}">{head}<script>{self.script}</script></head><body class="{kind}">'
            f'<header><nav><ul class="menu">{self.menu}</ul></nav></header>{body}'
            f'<aside class="sidebar"><h2>Most read</h2><ul>{links}</ul></aside>'
            f"<footer><p>The Measured Gazette. All rights reserved.</p></footer></body></html>"
        )

    def article(self, url, text, picture):
        front, body = text.split("---\n", 2)[1:]
        fields = dict(line.split(": ", 1) for line in front.splitlines())
        title, dek = (html.escape(fields[key].strip('"')) for key in ("title", "dek"))
        authors = fields["authors"].strip("[]")
        head = (
            f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
            f'<meta property="article:published_time" content="{fields["date"]}T08:00:00Z">'
            f'<meta name="author" content="{authors}"><meta name="description" content="{dek}">'
        )
        parts = []
        for part in body.strip().split("\n\n"):
            if part.startswith("## "):
                parts.append(f"<h2>{html.escape(part[3:])}</h2>")
            elif part.startswith("> "):
                parts.append(f"<blockquote><p>{html.escape(part[2:])}</p></blockquote>")
            elif part.startswith("* "):
                items = "".join(f"<li>{html.escape(item[2:])}</li>" for item in part.splitlines())
                parts.append(f"<ul>{items}</ul>")
            else:
                parts.append(f"<p>{html.escape(part)}</p>")
        if picture:
            parts.insert(1, f'<figure><img src="{picture}" alt="{title}"><figcaption>{dek}</figcaption></figure>')
        main = (
            f'<main><article><h1>{title}</h1><p class="dek">{dek}</p><p class="byline">By {authors}</p>'
            f'<div class="article-body">{"".join(parts)}</div></article></main>'
        )
        return self.frame(title, url, "single single-post", head, main)

    def listing(self, entries):
        cards = "".join(
            f'<div class="card"><h2><a href="{url}">{html.escape(text.split(chr(34))[1])}</a></h2>'
            f"<p>{html.escape(text.split(chr(34))[3])}</p></div>"
            for url, text in entries
        )
        return self.frame("Latest", f"{SITE}/latest/", "archive", "", f"<main>{cards}</main>")


def png(index):
    """A picture of 64 by 64 pixels that no other index has."""
    rng = random.Random(index)
    rows = b"".join(b"\0" + rng.randbytes(64 * 3) for _ in range(64))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def main():
    count, target = int(sys.argv[1]), Path(sys.argv[2])
    with open(target, "wb") as file:
        Crawl(count, target).write(file)


if __name__ == "__main__":
    main()
