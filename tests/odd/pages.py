"""Pages of articles whose data and whose elements are odd."""

import json
from html import escape

from words import ODD, SENTENCE, URLS

META = """author article:author article:published_time article:modified_time article:section article:tag og:title
og:description og:image og:image:alt og:url og:site_name og:locale og:type twitter:title twitter:label1
twitter:data1 citation_title citation_author citation_publication_date keywords description date dc.creator
parsely-author parsely-pub-date parsely-tags byl pubdate lastmod language copyright refresh generator""".split()
DATA = """headline name alternativeHeadline description author creator datePublished dateModified articleSection
keywords image thumbnailUrl publisher url mainEntityOfPage inLanguage articleBody isPartOf about @id @type @graph
mainEntity itemListElement""".split()
INNER = ["@type", "name", "url", "@id", "@list", "@value", "contentUrl", "caption", "text", "itemListElement", "headline"]
TYPES = ["NewsArticle", "Article", "BlogPosting", "WebPage", "Person", "BreadcrumbList", "LiveBlogPosting", "FAQPage"]
COMMON = ["p", "div", "p", "span", "a", "img", "li", "ul", "td", "table", "tr", "h2", "figure", "figcaption"]
RARE = """section article main header footer aside nav h1 h3 h6 ol dl dt dd thead tbody th caption blockquote pre code
picture source video audio iframe object embed svg math template noscript form button input select option textarea
b i em strong small sup sub br hr time address cite q s del ins mark kbd details summary center font tt u ruby rt rp
wbr bdo canvas amp-img custom-x""".split()
EMPTY = {"img", "br", "hr", "input", "source", "embed", "wbr"}
CLASSES = """byline author date dateline caption credit dek kicker standfirst subtitle related share social comments
tags footnote footnotes article-body entry-content headline title updated pullquote quote infobox faq live-post gallery
slideshow twitter-tweet instagram-media newsletter promo ad sidebar hidden lead intro correction h-entry p-name
dt-published p-author e-content""".split()
SPECIAL = """hidden|style="display:none"|aria-hidden="true"|role="heading"|dir="rtl"|lang="fr"|onclick="alert(1)"
style="text-align:center"|itemscope itemtype="http://schema.org/NewsArticle"|itemprop="author"|itemprop="headline"
itemprop="datePublished"|itemprop="articleBody"|rel="author"|id="fn1"|id="comments\"""".replace("\n", "|").split("|")
ADDRESSES = {
    "a": ["href"],
    "img": ["src", "alt", "title", "srcset", "data-src"],
    "time": ["datetime"],
    "iframe": ["src", "title"],
    "video": ["src", "poster"],
    "blockquote": ["cite"],
    "source": ["srcset", "media"],
    "object": ["data"],
    "embed": ["src"],
}
NUMBERS = {"td": ["colspan", "rowspan"], "th": ["colspan", "rowspan"], "ol": ["start"], "li": ["value"]}
PHRASES = ["By Ann Lee", "Photo: Jo Ray", "January 2, 2024", "2 hours ago", "Related: x", "Share", "© 2024 X", "Read more"]


def data(rng, depth=0):
    kind = rng.random()
    if kind < 0.5 or depth > 3:
        return rng.choice(ODD)
    if kind < 0.6:
        return rng.choice([None, True, False, 0, -1, 1e99, 1704164645, 2024])
    if kind < 0.8:
        return [data(rng, depth + 1) for _ in range(rng.randint(0, 4))]
    return {name: data(rng, depth + 1) for name in rng.sample(INNER, rng.randint(0, 4))}


def text(rng):
    kind = rng.random()
    if kind < 0.45:
        return SENTENCE[: rng.randint(5, 140)] * rng.choice([1, 1, 2])
    return escape(rng.choice(ODD if kind < 0.85 else PHRASES))


def attributes(rng, tag):
    written = ""
    if rng.random() < 0.3:
        written += f' class="{" ".join(rng.sample(CLASSES, rng.randint(1, 2)))}"'
    if rng.random() < 0.1:
        written += " " + rng.choice(SPECIAL)
    for name in ADDRESSES.get(tag, []):
        if rng.random() < 0.7:
            written += f' {name}="{escape(rng.choice(rng.choice([ODD, URLS])))}"'
    for name in NUMBERS.get(tag, []):
        if rng.random() < 0.7:
            written += f' {name}="{rng.choice(["0", "1", "-1", "99999999999", "1e9", "x", "3"])}"'
    return written


def node(rng, depth=0):
    if depth > 6 or rng.random() < 0.3:
        return text(rng)
    tag = rng.choice(COMMON if rng.random() < 0.6 else RARE)
    opened = f"<{tag}{attributes(rng, tag)}>"
    if tag in EMPTY:
        return opened
    inner = "".join(node(rng, depth + 1) for _ in range(rng.randint(0, 4)))
    return opened + inner + (f"</{tag}>" if rng.random() < 0.97 else "")


def head(rng):
    written = f"<title>{escape(rng.choice([*ODD, 'A - B | C']))}</title>" if rng.random() < 0.7 else ""
    for name in rng.sample(META, rng.randint(0, 6)):
        kind = rng.choice(["name", "property", "itemprop", "http-equiv"])
        written += f'<meta {kind}="{name}" content="{escape(rng.choice(ODD))}">'
    if rng.random() < 0.3:
        kind = rng.choice(["canonical", "alternate", "author", "amphtml", "shortlink", "next"])
        written += f'<link rel="{kind}" href="{escape(rng.choice(URLS))}">'
    if rng.random() < 0.2:
        written += f'<base href="{escape(rng.choice(URLS))}">'
    if rng.random() < 0.6:
        found = {"@context": "https://schema.org", "@type": rng.choice(TYPES)}
        found |= {name: data(rng) for name in rng.sample(DATA, rng.randint(0, 8))}
        script = json.dumps(found, ensure_ascii=rng.random() < 0.5).replace("</", "<\\/")
        written += f'<script type="application/ld+json">{script}</script>'
    return written


def page(rng):
    body = f"<h1>{escape(rng.choice([*ODD, 'The last ferry']))}</h1>" if rng.random() < 0.7 else ""
    body += "".join(node(rng) for _ in range(rng.randint(1, 6)))
    for _ in range(rng.randint(0, 6)):
        body += f"<p>{SENTENCE * rng.randint(1, 3)}</p>" + (node(rng) if rng.random() < 0.4 else "")
    kind = rng.choice(["", ' lang="en"', ' dir="rtl"', ' lang="ar"'])
    return f'<!doctype html><html{kind}><head><meta charset="utf-8">{head(rng)}</head><body>{body}</body></html>'


def html(rng, count):
    return {f"{number}.html": page(rng) for number in range(count)}
