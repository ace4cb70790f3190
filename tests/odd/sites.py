"""Pages of Hugo and Jekyll sites whose front matter is odd."""

import json

from words import ODD

KEYS = """title kicker dek subtitle description summary excerpt date updated lastmod published publishDate
expiryDate author authors section category categories tag tags keywords series image images cover thumbnail
featured_image header teaser language lang source canonical_url publication draft embargo expires aliases
redirect_from alias slug url permalink layout type template related corrections withdrawn archived direction
imported jekyll hugo outputs weight menu cascade resources params headless""".split()
ODD_KEYS = ["", " ", "a b", "a:b", "#", "-", "?", "~", "null", "1", "é", "日本", "x\u200ey", "<<", "*a", '"', "k" * 900]
BODIES = ["", "Text.\n", "# A\n", "![a](x.png)\n", "---\n", "{{< figure src=x.png >}}\n", "{% post_url 2024-01-02-other %}\n"]
NAMES = ["page", "-", "--", ".", "%", "#", "?", "'\"", " ", "a\nb", "\x01", "Große Fähre", "日本", "x" * 200, "index", "_index"]


def value(rng, depth=0):
    kind = rng.random()
    if kind < 0.6 or depth > 3:
        return rng.choice(ODD).replace("\ufffe", "")  # which YAML does not have
    if kind < 0.7:
        return rng.choice([None, True, False, 0, -1, 1.5, 1e99, 2024])
    if kind < 0.85:
        return [value(rng, depth + 1) for _ in range(rng.randint(0, 4))]
    names = ["src", "url", "name", "image", "alt", "caption", "overlay_image", "from", "hash", "a", ""]
    return {name: value(rng, depth + 1) for name in rng.sample(names, rng.randint(0, 4))}


def page(rng):
    front = {"date": "2024-01-02"} if rng.random() < 0.8 else {}
    for _ in range(rng.randint(0, 8)):
        front[rng.choice(KEYS if rng.random() < 0.9 else ODD_KEYS)] = value(rng)
    text = json.dumps(front, ensure_ascii=False)  # JSON is YAML, but for escapes of pairs
    if rng.random() < 0.7:
        text = f"---\n{text}\n---"
    return f"{text}\n{rng.choice(BODIES)}"


def hugo(rng, count):
    files = {"content/posts/other.md": "---\ntitle: O\ndate: 1974-06-02\n---\n"}
    for number in range(count):
        # What lies beside an index.md is part of its page.
        name = rng.choice(NAMES)
        folder = f"content/posts/{number}/" if "index" in name else rng.choice(["content/", "content/posts/"])
        files[f"{folder}{name}{number if rng.random() < 0.5 else ''}.md"] = page(rng)
    return files


def jekyll(rng, count):
    files = {"_posts/2024-01-02-other.md": "---\ntitle: O\n---\n"}
    for number in range(count):
        folder = rng.choice(["_posts/2024-01-02-", "_posts/2024-01-03-", "a/_posts/1999-12-31-", "_drafts/"])
        files[f"{folder}{rng.choice(NAMES)}{number if rng.random() < 0.5 else ''}.md"] = page(rng)
    return files
