#!/usr/bin/env python3
"""Writes an export of WordPress with N posts, the same ones every time, for measuring.

    tests/bench/export.py N FILE.xml

As WordPress 6 writes it: posts of some 2 KB with the comments of blocks, authors, categories,
tags and addresses; and half as many attachments, of which every second post shows the one
that was uploaded to it. The texts are those of generate.py, and short: what an import keeps
in memory grows with the number of posts, so that a gigabyte of these has many.
"""

import html
import sys
from pathlib import Path

from generate import Archive

SITE = "https://measured.example"
BODY_MIN = 1000  # bytes of a post's paragraphs, at which it ends
HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" created="2020-01-01 00:00" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
\t<title>The Measured Gazette</title>
\t<link>{SITE}</link>
\t<language>en-GB</language>
\t<wp:wxr_version>1.2</wp:wxr_version>
\t<wp:base_site_url>{SITE}</wp:base_site_url>
\t<wp:base_blog_url>{SITE}</wp:base_blog_url>
"""
ITEM = """\t<item>
\t\t<title><![CDATA[{title}]]></title>
\t\t<link>{url}</link>
\t\t<dc:creator><![CDATA[{author}]]></dc:creator>
\t\t<guid isPermaLink="false">{site}/?p={id}</guid>
\t\t<content:encoded><![CDATA[{content}]]></content:encoded>
\t\t<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
\t\t<wp:post_id>{id}</wp:post_id>
\t\t<wp:post_date><![CDATA[{date} 08:00:00]]></wp:post_date>
\t\t<wp:post_date_gmt><![CDATA[{date} 08:00:00]]></wp:post_date_gmt>
\t\t<wp:post_name><![CDATA[{slug}]]></wp:post_name>
\t\t<wp:status><![CDATA[{status}]]></wp:status>
\t\t<wp:post_parent>{parent}</wp:post_parent>
\t\t<wp:menu_order>0</wp:menu_order>
\t\t<wp:post_type><![CDATA[{kind}]]></wp:post_type>
{more}\t</item>
"""


def category(domain, name):
    nice = html.escape(name.lower().replace(" ", "-"))
    return f'\t\t<category domain="{domain}" nicename="{nice}"><![CDATA[{name}]]></category>\n'


def block(kind, markup):
    return f"<!-- wp:{kind} -->\n{markup}\n<!-- /wp:{kind} -->\n\n"


def content(body, picture):
    parts, size = [], 0
    if picture:
        url, number = picture
        image = f'<figure class="wp-block-image"><img src="{url}" alt="" class="wp-image-{number}"/></figure>'
        parts.append(block("image", image))
    for part in body.strip().split("\n\n"):
        if part[0] in "*>#":
            continue
        parts.append(block("paragraph", f"<p>{html.escape(part)}</p>"))
        size += len(part)
        if size >= BODY_MIN:
            break
    return "".join(parts)


def items(archive, index):
    """A post, and before every second the picture that it shows."""
    path, text = archive.article(index)
    front, body = text.split("---\n", 2)[1:]
    fields = dict(line.split(": ", 1) for line in front.splitlines())
    slug, number, picture = Path(path).stem, 2 * index + 1, None
    common = {"date": fields["date"], "author": "desk", "site": SITE}
    if index % 2 == 0:
        folder = f"{SITE}/wp-content/uploads/{fields['date'][:7].replace('-', '/')}"
        picture = (f"{folder}/{slug[:30]}-{index}.jpg", number + 1)
        more = f"\t\t<wp:attachment_url><![CDATA[{picture[0]}]]></wp:attachment_url>\n"
        yield ITEM.format(
            id=number + 1,
            title=f"Picture {index}",
            url=f"{SITE}/?attachment_id={number + 1}",
            content="",
            excerpt="",
            slug=f"picture-{index}",
            status="inherit",
            parent=number,
            kind="attachment",
            more=more,
            **common,
        )
    more = category("category", fields["section"])
    more += "".join(category("post_tag", tag) for tag in fields["tags"].strip("[]").split(", "))
    yield ITEM.format(
        id=number,
        title=fields["title"].strip('"'),
        url=f"{SITE}/{path.removesuffix('.md')}/",
        content=content(body, picture),
        excerpt=fields["dek"].strip('"'),
        slug=slug,
        status="publish",
        parent=0,
        kind="post",
        more=more,
        **common,
    )


def main():
    count, target = int(sys.argv[1]), Path(sys.argv[2])
    archive = Archive(count)
    with open(target, "w", encoding="utf-8") as file:
        file.write(HEAD)
        for index in range(count):
            file.writelines(items(archive, index))
        file.write("</channel>\n</rss>\n")


if __name__ == "__main__":
    main()
