"""A site as the test knows it: every source and its bytes, and what has been done to it.

Whatever changes the site goes through put, drop, move and do, which note it as an
operation. Operations say all that is needed to repeat them (see play.py), so that a
history is replayed, and shrunk, without the generator.
"""

import copy
import posixpath

from articles import SHARED, Article, decorate, picture, write_body, yaml
from themes import ASSETS, NEEDED, OF_THE_THEME, TEMPLATES, asset, data, template

PERMALINKS = [
    "/{year}/{month}/{slug}.html", "/{slug}/", "/{section}/{slug}.html", "/{year}/{month}/{day}/{slug}/",
    "/a/{id}.html",
]  # fmt: skip
TAXONOMIES = [
    ["tags", "sections", "authors"], ["tags", "sections", "authors", "series", "kickers"], ["tags"],
    ["sections", "publications", "kickers"],
]  # fmt: skip
REDIRECTS = [["html"], ["html", "netlify", "nginx"], ["apache", "s3"], ["cloudflare"]]


def related(rng):
    """Settings of related articles."""
    if rng.random() < 0.2:
        return False
    return {"count": rng.randint(1, 4), "pages": rng.random() < 0.7, "page_count": rng.randint(2, 9)}


def feeds(rng):
    """Settings of feeds; few entries to a document, so that there are many documents."""
    formats = ["atom", "rss", "json"]
    return rng.choice([
        [], ["atom"], formats,
        {"count": rng.randint(1, 4), "archives": rng.sample(formats, rng.randint(0, 3))},
        {
            "formats": rng.sample(formats, 2), "count": rng.randint(1, 4), "archives": formats,
            "terms": rng.sample(formats, rng.randint(0, 3)),
        },
    ])  # fmt: skip


class Site:
    def __init__(self, rng, articles):
        self.rng = rng
        self.count = 0
        self.files = {}  # path: bytes
        self.articles = {}  # path: Article
        self.broken = {}  # path: the bytes it had when it was well
        self.saved = {}  # name: a copy of the three above
        self.ops = []
        self.options = {"date": None, "drafts": False}
        self.settings = {
            "title": "The Test",
            "tagline": "A paper",
            "url": rng.choice(["https://example.org/", "https://example.org/base/"]),
            "permalink": rng.choice(PERMALINKS),
            "paginate": rng.randint(2, 5),
            "paginate_terms": rng.choice([1, 2, 4, 500]),
            "taxonomies": rng.choice(TAXONOMIES),
            "redirects": rng.choice(REDIRECTS),
            "html": rng.choice(["safe", "safe", "trusted", "none"]),
            "feeds": feeds(rng),
            "search": rng.random() < 0.8,
            "related": related(rng),
            "params": {"motto": "Sine ira", "list": [1, {"a": True}]},
        }
        self.put("site.yaml", yaml(self.settings).encode())
        self.make_theme()
        for name in ("data/staff.yaml", "data/note.toml")[: rng.randint(1, 2)]:
            self.put(name, data(name, rng))
        for path in SHARED:
            self.put(f"content/{path}", picture(path, rng.randint(1, 99), rng.randint(1, 99)))
        self.put("static/robots.txt", b"User-agent: *\n")
        for _ in range(articles):
            self.add_article()

    def make_theme(self):
        rng = self.rng
        own = rng.random() < 0.8  # else the program's theme alone
        for name in sorted(TEMPLATES):
            if name in NEEDED or (own and rng.random() < 0.6):
                self.put(f"templates/{name}", template(name, rng))
        for name in ASSETS:
            if name not in OF_THE_THEME or rng.random() < 0.5:
                self.put(f"templates/assets/{name}", asset(rng))

    # What is noted.

    def put(self, path, data, how="in place"):
        self.files[path] = data
        self.ops.append(("put", path, data, how))

    def drop(self, path):
        for name in [name for name in self.files if name == path or name.startswith(path + "/")]:
            del self.files[name]
            self.articles.pop(name, None)
            self.broken.pop(name, None)
        self.ops.append(("drop", path))

    def move(self, old, new):
        def renamed(name):
            return new + name[len(old) :] if name == old or name.startswith(old + "/") else name

        for table in (self.files, self.articles, self.broken):
            moved = {renamed(name): value for name, value in table.items()}
            table.clear()
            table.update(moved)
        self.ops.append(("move", old, new))

    def do(self, *op):
        self.ops.append(op)

    def save(self, name):
        self.saved[name] = copy.deepcopy((self.files, self.articles, self.broken, self.settings))
        self.do("save", name)

    def restore(self, name, how):
        self.files, self.articles, self.broken, self.settings = copy.deepcopy(self.saved[name])
        for article in self.articles.values():
            article.rng = self.rng
        self.do("restore", name, how)

    def take(self):
        ops, self.ops = self.ops, []
        return ops

    # Articles, with what lies beside them.

    def new_path(self, number):
        rng = self.rng
        folder = rng.choice(["2011", "2012", "2012", "news/local", "sport", "."])
        name = rng.choice([f"story-{number}"] * 4 + [f"2013-0{rng.randint(1, 9)}-11-story-{number}"])
        tail = rng.choice([".md"] * 5 + [".markdown", ".html", "/index.md", "/index.md"])
        return posixpath.normpath(f"content/{folder}/{name}{tail}")

    def add_article(self):
        self.count += 1
        article = Article(self.count, self.rng)
        path = self.new_path(self.count)
        decorate(self, self.rng, article)
        if "/2013-" in path and self.rng.random() < 0.5:
            del article.front["date"]
        write_body(self, self.rng, article, path)
        self.write(path, article)
        folder = posixpath.dirname(path)
        for name in (f"pic-{self.count}.png", f"pic-{self.count}.gif", f"report-{self.count}.txt"):
            if any(name in text for text in [*article.body, str(article.front)]):
                self.put(f"{folder}/{name}", self.companion(name))
        return path

    def companion(self, name):
        if name.endswith(".txt"):
            return f"Report {self.rng.randint(0, 99)}\n".encode()
        return picture(name, self.rng.randint(1, 999), self.rng.randint(1, 999))

    def write(self, path, article, how="in place"):
        self.articles[path] = article
        self.broken.pop(path, None)
        self.put(path, article.text(), how)
