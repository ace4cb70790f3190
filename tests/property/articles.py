"""Articles made at random: front matter of every key in three syntaxes, and bodies."""

import json
import posixpath
import struct

TAGS = ["harbour", "Harbour", "hull", "council", "storms", "ferries", "Über uns", "日本", "C++", "a & b"]
SECTIONS = ["News", "News/Local", "News/World", "Sport", "Sport/Sailing/Youth", "Opinion"]
AUTHORS = ["Ann Fletcher", "Tom Hale", "I. Marsh", "Zoë Ò"]
SERIES = ["The last ferries", "Storm of 1987"]
KICKERS = ["The Explainer", "Speed Read", "Letters"]
PAPERS = ["The Gazette", "The Week"]
LANGUAGES = ["en", "de", "ar", "pt-BR"]
WORDS = "the alder left her quay at noon and nobody saw a light on the water <b> & \"fish\"".split(" ")
SHARED = ["images/shared.png", "images/map.svg", "images/pier.gif", "images/tug.jpg"]


def picture(name, width, height):
    """The smallest file that is a picture of this kind and size."""
    kind = posixpath.splitext(name)[1]
    if kind == ".png":
        return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBBI", 13, b"IHDR", width, height, 8, 2, 0, 0, 0, 0)
    if kind == ".gif":
        return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"
    if kind == ".jpg":
        frame = struct.pack(">HHBHHB", 0xFFC0, 11, 8, height, width, 1) + b"\x01\x11\x00"
        return b"\xff\xd8" + frame + b"\xff\xd9"
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>\n'.encode()


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def yaml(front):
    """JSON's values are YAML's."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())


class Article:
    """What an article says, apart from where it is. text() is the file."""

    def __init__(self, number, rng):
        self.number, self.rng = number, rng
        self.syntax = rng.choice(["yaml", "yaml", "toml", "json"])
        self.front = {"title": self.title(), "date": self.date()}
        self.body = []

    def title(self):
        return f"Story {self.number} {' '.join(self.rng.sample(WORDS, 2))}"

    def date(self):
        rng = self.rng
        day = f"20{rng.randint(10, 13)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        return rng.choice([day] * 6 + [f"{day} 09:30", f"{day}T23:30:00-05:00", "unknown"])

    def text(self):
        body = "\n\n".join(self.body) + "\n"
        if self.syntax == "toml":
            lines = "".join(f"{key} = {toml(value)}\n" for key, value in self.front.items())
            return f"+++\n{lines}+++\n\n{body}".encode()
        if self.syntax == "json":
            return (json.dumps(self.front, ensure_ascii=False, indent=1) + "\n\n" + body).encode()
        return f"---\n{yaml(self.front)}---\n\n{body}".encode()


def give(article, key, value):
    """Set a key; None takes it away."""
    if value is None:
        article.front.pop(key, None)
    else:
        article.front[key] = value


def card(rng):
    full = {
        "title": "Ferries of the world",
        "kicker": "Books",
        "dek": "An *illustrated* history.",
        "authors": ["I. Marsh"],
        "date": "May 1974",
        "url": "https://books.example.org/ferries",
    }
    return {key: full[key] for key in full if key == "title" or rng.random() < 0.5}


def reference(site, rng):
    """Another article, by path, slug or URL; some are not there."""
    path = rng.choice(sorted(site.articles) or ["content/none.md"])
    number = site.articles[path].number if path in site.articles else 0
    return rng.choice([path.removeprefix("content/"), f"story-{number}", f"/2012/03/story-{number}.html", "no-such"])


# Every key, and how a value of it is made. Not all articles have all.
KEYS = {
    "date": lambda site, rng, article: article.date(),
    "updated": lambda site, rng, article: f"2015-0{rng.randint(1, 9)}-10",
    "dek": lambda site, rng, article: f"A *dek* {rng.randint(0, 99)}.",
    "kicker": lambda site, rng, article: rng.choice(KICKERS),
    "section": lambda site, rng, article: rng.choice(SECTIONS),
    "tags": lambda site, rng, article: rng.choice([rng.sample(TAGS, rng.randint(0, 3)), rng.choice(TAGS)]),
    "authors": lambda site, rng, article: rng.choice([rng.sample(AUTHORS, 2), [{"name": rng.choice(AUTHORS)}]]),
    "series": lambda site, rng, article: rng.choice(SERIES),
    "slug": lambda site, rng, article: f"slug-{article.number}-{rng.randint(0, 3)}",
    "url": lambda site, rng, article: rng.choice([f"/old/{article.number}.php.html", f"/p/{article.number}/"]),
    "aliases": lambda site, rng, article: [f"/was/{article.number}-{n}.html" for n in range(rng.randint(0, 2))],
    "source": lambda site, rng, article: f"https://paper.example.com/{article.number}",
    "publication": lambda site, rng, article: rng.choice(PAPERS),
    "archived": lambda site, rng, article: "2019-01-01",
    "image": lambda site, rng, article: rng.choice([
        f"pic-{article.number}.png", "/" + rng.choice(SHARED), "no-such.png",
        {"src": f"pic-{article.number}.png", "alt": "A pier", "caption": "The *pier*", "credit": "Ann"}]),
    "language": lambda site, rng, article: rng.choice(LANGUAGES),
    "direction": lambda site, rng, article: rng.choice(["ltr", "rtl"]),
    "draft": lambda site, rng, article: True,
    "embargo": lambda site, rng, article: f"201{rng.randint(4, 6)}-05-01",
    "expires": lambda site, rng, article: f"201{rng.randint(4, 6)}-09-01",
    "corrections": lambda site, rng, article: [{"date": "2014-03-01", "text": f"It was *{rng.randint(0, 9)}*."}, "Sp."],
    "withdrawn": lambda site, rng, article: rng.choice(["It was wrong.", True]),
    "related": lambda site, rng, article: [reference(site, rng) for _ in range(rng.randint(0, 2))] + [card(rng)],
    "template": lambda site, rng, article: "photo.html",
    "mood": lambda site, rng, article: rng.choice(["calm", 3, [1, "two"], {"a": {"b": "c"}}]),
}  # fmt: skip
SELDOM = {"url", "draft", "embargo", "expires", "withdrawn", "template", "language", "direction", "related", "slug"}


def link(site, rng, path):
    """A link to another source, as one would write it in the file at this path."""
    target = rng.choice(sorted(site.articles) or [path])
    relative = posixpath.relpath(target, posixpath.dirname(path))
    return rng.choice([relative, relative + "#fish", "/" + target.removeprefix("content/")])


def pieces(site, rng, article, path):
    """What a body may consist of."""
    return [
        lambda: " ".join(rng.choices(WORDS, k=rng.randint(3, 30))) + ".",
        lambda: f"Number {rng.randint(0, 10**6)}.",
        lambda: f"See [that]({link(site, rng, path)}) and *[this]({link(site, rng, path)})*.",
        lambda: f"## {rng.choice(['Fish', 'Boats', 'Fish & chips'])}\n\nText.\n\n### More",
        lambda: f"[A tag](/tags/{rng.choice(['harbour', 'storms', 'none'])}/), [2012](/2012/03/story-3.html).",
        lambda: rng.choice(["[gone](no-such.md)", "[x](javascript:y)", "[here](#nowhere)", "[top](/)"]),
        lambda: f"![A *pier*](pic-{article.number}.png)",
        lambda: f'![A pier]({posixpath.relpath("content/" + rng.choice(SHARED), posixpath.dirname(path))} "Cap")',
        lambda: f"![](pic-{article.number}.gif) and ![](/{rng.choice(SHARED)})",
        lambda: f"[The report](report-{article.number}.txt)",
        lambda: f'<p onclick="x">Raw <img src="pic-{article.number}.png"> <script>y</script></p>',
        lambda: "| a | b |\n|---|:-:|\n| 1 | *2* |",
        lambda: f"A note.[^n]\n\n[^n]: It is {rng.randint(0, 99)}.",
        lambda: "- [x] done\n- [ ] ~~not~~",
        lambda: "```c\nint x;\n```",
        lambda: "{{< figure src=x >}}",
    ]


def write_body(site, rng, article, path):
    choices = pieces(site, rng, article, path)
    article.body = [rng.choice(choices)() for _ in range(rng.randint(1, 5))]


def decorate(site, rng, article):
    for key, make in KEYS.items():
        if key != "date" and rng.random() < (0.07 if key in SELDOM else 0.2):
            article.front[key] = make(site, rng, article)
