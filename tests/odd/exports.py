"""Exports of WordPress and feeds whose elements are odd."""

from xml.sax.saxutils import escape

from words import ODD, SENTENCE

NAMESPACES = """xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/" """
CHANNEL = ["title", "link", "description", "pubDate", "language", "dc:language", "wp:base_site_url", "generator"]
POST = {
    "title": "A",
    "link": "https://example.org/a",
    "wp:post_date": "2024-01-02 03:04:05",
    "wp:status": "publish",
    "wp:post_type": "post",
    "wp:post_name": "a",
    "content:encoded": SENTENCE,
}
POST_MORE = """pubDate dc:creator guid excerpt:encoded wp:post_id wp:post_modified wp:post_date_gmt wp:post_parent
wp:post_password wp:attachment_url category""".split() + [
    'category domain="post_tag" nicename="%e3"',
    'category domain="post_format" nicename="post-format-gallery"',
    'category domain="language" nicename="en"',
    'category domain="author" nicename="x"',
]
META = """_thumbnail_id _wp_attachment_image_alt _wp_attached_file _yoast_wpseo_canonical _yoast_wpseo_metadesc
subtitle authors footnotes enclosure""".split()
ITEM = {
    "title": "A",
    "link": "https://example.org/a",
    "pubDate": "Tue, 02 Jan 2024 03:04:05 GMT",
    "description": SENTENCE * 6,
}
ITEM_MORE = """guid dc:date dc:creator author category content:encoded media:title media:description media:credit
dc:subject dc:language dcterms:modified comments source""".split() + [
    'media:content url="http://x/y.jpg" medium="image"',
    'media:thumbnail url="//x"',
    'enclosure url="x.png" type="image/png"',
]
ENTRY = {
    "title": "A",
    'link rel="alternate" href="http://x/y"': "",
    "published": "2024-01-02T03:04:05Z",
    'content type="html"': SENTENCE * 6,
}
ENTRY_MORE = """id updated summary rights source modified issued""".split() + [
    'title type="html"',
    'title type="xhtml"',
    'content type="xhtml"',
    'content src="x"',
    'category term="a"',
    'category label="x" term=""',
]


def element(name, text):
    """As XML can hold it: programs write control characters that it cannot."""
    written = escape(text) if "<" not in text or len(text) % 2 else f"<![CDATA[{text.replace(']]>', '')}]]>"
    return f"<{name}>{written}</{name.split()[0]}>\n"


def elements(rng, usual, more):
    chosen = {name: text for name, text in usual.items() if rng.random() < 0.85}
    for name in rng.sample([*usual, *more], rng.randint(1, 6)):
        chosen[name] = rng.choice(ODD)
    return "".join(element(*one) for one in chosen.items())


def channel(rng):
    return "".join(element(name, rng.choice(ODD)) for name in rng.sample(CHANNEL, rng.randint(0, 4)))


def post(rng):
    meta = "".join(
        "<wp:postmeta>" + element("wp:meta_key", key) + element("wp:meta_value", rng.choice(ODD)) + "</wp:postmeta>\n"
        for key in rng.sample(META, rng.randint(0, 2))
    )
    kind = "<wp:post_type>attachment</wp:post_type>" if rng.random() < 0.1 else ""
    return f"<item>{kind}{elements(rng, POST, POST_MORE)}{meta}</item>\n"


def wxr(rng, count):
    author = "<wp:author>" + element("wp:author_login", "x") + element("wp:author_display_name", rng.choice(ODD)) + "</wp:author>"
    posts = "".join(post(rng) for _ in range(count))
    return {"a.xml": f'<rss version="2.0" {NAMESPACES}><channel>{channel(rng)}{author}{posts}</channel></rss>'}


def feed(rng, count):
    files = {}
    for number in range(0, count, 8):
        if rng.random() < 0.5:
            items = "".join(f"<item>{elements(rng, ITEM, ITEM_MORE)}</item>\n" for _ in range(8))
            text = f'<rss version="2.0" {NAMESPACES}><channel>{channel(rng)}{items}</channel></rss>'
        else:
            items = "".join(f"<entry>{elements(rng, ENTRY, ENTRY_MORE)}</entry>\n" for _ in range(8))
            text = f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}>{channel(rng)}{items}</feed>'
        files[f"{number}.xml"] = text
    return files
