"""What can happen to a site between two builds. Each edit is a function of the site."""

import posixpath

from articles import KEYS, WORDS, give, picture, write_body, yaml
from model import PERMALINKS, REDIRECTS, TAXONOMIES, feeds, related
from themes import ASSETS, NEEDED, OF_THE_THEME, TEMPLATES, asset, data, template

HOWS = ["in place", "in place", "by rename", "long ago"]


def some_article(site):
    return site.rng.choice(sorted(site.articles))


def some_file(site, *starts):
    names = sorted(name for name in site.files if name.startswith(starts))
    return site.rng.choice(names) if names else None


def rewrite(site, path):
    site.write(path, site.articles[path], site.rng.choice(HOWS))


# Articles.


def add(site):
    site.add_article()


def add_several(site):
    for _ in range(site.rng.randint(2, 6)):
        site.add_article()


def delete(site):
    if len(site.articles) > 2:
        site.drop(some_article(site))


def edit_body(site):
    path = some_article(site)
    write_body(site, site.rng, site.articles[path], path)
    rewrite(site, path)


def edit_title(site):
    path = some_article(site)
    site.articles[path].front["title"] = site.articles[path].title()
    rewrite(site, path)


def edit_keys(site):
    path = some_article(site)
    for key in site.rng.sample(sorted(KEYS), site.rng.randint(1, 3)):
        value = None if site.rng.random() < 0.4 and key != "date" else KEYS[key](site, site.rng, site.articles[path])
        give(site.articles[path], key, value)
    rewrite(site, path)


def edit_one_key(site, key):
    path = some_article(site)
    front = site.articles[path].front
    gone = key in front and key != "date" and site.rng.random() < 0.5
    give(site.articles[path], key, None if gone else KEYS[key](site, site.rng, site.articles[path]))
    rewrite(site, path)


def retag(site):
    edit_one_key(site, "tags")


def move_to_section(site):
    edit_one_key(site, "section")


def redate(site):
    edit_one_key(site, "date")


def change_slug(site):
    edit_one_key(site, "slug")


def withdraw(site):
    edit_one_key(site, "withdrawn")


def draft(site):
    edit_one_key(site, "draft")


def embargo(site):
    edit_one_key(site, site.rng.choice(["embargo", "expires"]))


def relate(site):
    edit_one_key(site, "related")


def change_aliases(site):
    edit_one_key(site, "aliases")


def clash(site):
    """Two articles that want one URL."""
    for _ in range(2):
        path = some_article(site)
        article = site.articles[path]
        if path not in site.broken:
            well = site.files[path]
            give(article, "aliases", ["/was/clash.html"])
            site.put(path, article.text())
            give(article, "aliases", None)
            site.broken[path] = well


def rename(site):
    path = some_article(site)
    extension = posixpath.splitext(path)[1]
    date = "" if "date" in site.articles[path].front else "2013-06-11-"
    site.count += 1
    site.move(path, f"{posixpath.dirname(path)}/{date}renamed-{site.count}{extension}")


def move_folder(site):
    path = some_article(site)
    folder = posixpath.dirname(path)
    site.count += 1
    if folder != "content":
        site.move(folder, f"content/2013-07-11-moved-{site.count}")


def swap(site):
    one, other = some_article(site), some_article(site)
    if one == other or not all("date" in site.articles[path].front for path in (one, other)):
        return
    for table in (site.files, site.articles, site.broken):
        pair = table.pop(one, None), table.pop(other, None)
        table.update({name: value for name, value in zip((other, one), pair) if value is not None})
    site.do("swap", one, other)


# What must not matter, and what is easily overlooked.


def touch(site):
    for _ in range(site.rng.randint(1, 3)):
        site.do("touch", some_file(site, ""), site.rng.choice([None, 10**9]))


def rewrite_same(site):
    path = some_file(site, "")
    site.put(path, site.files[path], site.rng.choice(HOWS))


def edit_unseen(site):
    """Of the same size, and with the time of change that it had."""
    path = some_file(site, "content/", "templates/", "data/")
    old = site.files[path]
    digits = [at for at in range(len(old)) if old[at : at + 1].isdigit() and at > len(old) // 3]
    if digits and path.endswith((".md", ".html", ".css", ".yaml", ".svg")) and path not in site.broken:
        at = site.rng.choice(digits)
        new = old[:at] + str((int(old[at : at + 1]) + 1) % 10).encode() + old[at + 1 :]
        site.put(path, new, "unseen")


# Templates, assets, data, files, pictures, settings.


def edit_template(site):
    edit_some_template(site, "templates/")


def edit_include(site):
    edit_some_template(site, "templates/bits/", "templates/partials/")


def edit_some_template(site, *starts):
    path = some_file(site, *starts)
    if path and path.removeprefix("templates/") in TEMPLATES:
        site.put(path, template(path.removeprefix("templates/"), site.rng), site.rng.choice(HOWS))


def override(site):
    name = site.rng.choice(sorted(TEMPLATES))
    if f"templates/{name}" in site.files:
        if name not in NEEDED or site.rng.random() < 0.05:
            site.drop(f"templates/{name}")
    else:
        site.put(f"templates/{name}", template(name, site.rng))


def edit_asset(site):
    name = site.rng.choice(ASSETS)
    path = f"templates/assets/{name}"
    if path in site.files and name in OF_THE_THEME and site.rng.random() < 0.3:
        site.drop(path)
    else:
        site.put(path, asset(site.rng))


def edit_data(site):
    path = f"data/{site.rng.choice(['staff.yaml', 'note.toml', 'more.json'])}"
    if path in site.files and path != "data/staff.yaml" and site.rng.random() < 0.4:
        site.drop(path)
    else:
        site.put(path, data(path, site.rng), site.rng.choice(HOWS))


def edit_static(site):
    path = f"static/{site.rng.choice(['robots.txt', 'icon-192.png', 'manifest.webmanifest', 'CNAME', '.well-known/x.txt', 'deep/er/file.bin'])}"
    if path in site.files and site.rng.random() < 0.5:
        site.drop(path)
    else:
        site.put(path, f"{site.rng.randint(0, 999)}\n".encode())


def edit_picture(site):
    """Or a document that lies beside an article."""
    kinds = (".png", ".gif", ".jpg", ".svg", ".txt")
    pictures = [path for path in site.files if path.startswith("content/") and path.endswith(kinds)]
    path = site.rng.choice(sorted(pictures) or [None])
    if path and site.rng.random() < 0.2:
        site.drop(path)
    elif path:
        site.put(path, picture(path, site.rng.randint(1, 99), site.rng.randint(1, 99)), site.rng.choice(HOWS))


def add_picture(site):
    path = some_article(site)
    site.put(f"{posixpath.dirname(path)}/pic-{site.articles[path].number}.png", picture("x.png", 5, 7))


def edit_config(site):
    rng, settings = site.rng, site.settings
    choices = {
        "title": f"Title {rng.randint(0, 99)}",
        "tagline": f"Line {rng.randint(0, 9)}",
        "paginate": rng.randint(2, 5),
        "paginate_terms": rng.choice([1, 2, 4, 500]),
        "permalink": rng.choice(PERMALINKS),
        "taxonomies": rng.choice(TAXONOMIES),
        "params": {"motto": f"Motto {rng.randint(0, 9)}", "list": [rng.random()]},
        "language": rng.choice(["en", "de", "ar"]),
        "html": rng.choice(["safe", "trusted", "none"]),
        "url": rng.choice(["https://example.org/", "https://example.com/base/"]),
        "redirects": rng.choice(REDIRECTS),
        "canonical": rng.choice(["own", "source"]),
        "feeds": feeds(rng),
        "search": rng.random() < 0.8,
        "related": related(rng),
    }
    key = rng.choice(list(choices))
    settings[key] = choices[key]
    site.put("site.yaml", yaml(settings).encode(), rng.choice(HOWS))
    site.broken.pop("site.yaml", None)


def change_options(site):
    rng = site.rng
    site.options = {
        "date": rng.choice([None, "2014-06-01", "2015-06-01", "2016-06-01", "2020-01-01"]),
        "drafts": rng.random() < 0.4,
    }


# Mistakes, and what mends them.

MISTAKES = {
    ".md": [b"---\ntitle: [\n---\n", b"---\ntitle: X\ndate: 2014-02-31\n---\n", b"", b"---\ntitle: X\ntags: {\n"],
    ".html": [b"{% if %}", b"{{ page.nothing.at_all }}", b'{% include "none.html" %}', b"{{ 1 | nofilter }}"],
    ".yaml": [b"title: [\n", b"nonsense: 1\ntitle: {{\n"],
}


def mistake(site):
    path = some_file(site, "content/", "templates/", "templates/", "data/", "site.yaml")
    kind = ".md" if path.startswith("content/") else posixpath.splitext(path)[1]
    if kind in MISTAKES and path not in site.broken and (path in site.articles or kind != ".md"):
        site.broken[path] = site.files[path]
        site.put(path, site.rng.choice(MISTAKES[kind]))


def mend(site):
    for path in sorted(site.broken):
        if site.rng.random() < 0.8 and path in site.files:
            site.put(path, site.broken[path], site.rng.choice(HOWS))
            del site.broken[path]


def undo(site, since):
    """Take back or rename articles that were added after the number since."""
    for path in sorted(site.articles):
        if path in site.articles and site.articles[path].number > since:
            if site.rng.random() < 0.5:
                site.drop(path)
            else:
                site.move(path, f"{posixpath.dirname(path)}/2013-08-11-again-{site.articles[path].number}.md")


def edit_ledger(site):
    """URLs that were published: some that are there, and some that are not."""
    urls = {"/", "/latest/", "/was/lost.html", "/tags/", "/old/b/"}
    urls |= {f"/201{n}/0{n + 1}/story-{n}.html" for n in range(site.rng.randint(0, 5))}
    lines = site.rng.sample(sorted(urls), site.rng.randint(0, len(urls)))
    if site.rng.random() < 0.8:
        lines.sort()
    if "urls.txt" in site.files and site.rng.random() < 0.3:
        site.drop("urls.txt")
    else:
        site.put("urls.txt", "".join(f"{line}\n" for line in lines).encode(), site.rng.choice(HOWS))


def edit_words(site):
    """How common words were once: of few articles or many, or nobody knows any more."""
    if "words.txt" in site.files and site.rng.random() < 0.3:
        site.drop("words.txt")
        return
    asked = site.rng.choice([4, 16, 64])
    said = {word: site.rng.randint(1, asked) for word in WORDS if site.rng.random() < 0.3}
    lines = [f"* {asked}"] + [f"{word} {count}" for word, count in sorted(said.items())]
    site.put("words.txt", "".join(f"{line}\n" for line in lines).encode(), site.rng.choice(HOWS))


# The whole site as it was.


def save(site):
    site.save(f"state-{site.rng.randint(1, 2)}")


def restore(site):
    if site.saved:
        site.restore(site.rng.choice(sorted(site.saved)), site.rng.choice(["checkout", "copy", "sync"]))


EDITS = {
    add: 6, add_several: 2, delete: 6, edit_body: 6, edit_title: 5, edit_keys: 8, retag: 4, move_to_section: 3,
    redate: 4, change_slug: 3, withdraw: 3, draft: 2, embargo: 2, relate: 2, change_aliases: 2, clash: 1, rename: 4,
    move_folder: 2, swap: 2, touch: 3, rewrite_same: 3, edit_unseen: 5, edit_template: 9, edit_include: 4, override: 3,
    edit_asset: 3, edit_data: 5, edit_static: 3, edit_picture: 6, add_picture: 2, edit_config: 5, change_options: 4,
    edit_ledger: 4, edit_words: 4, mistake: 2, save: 2, restore: 3,
}  # fmt: skip


# What others do to the output, or to what the program remembers. Nothing else happens in
# such a step: the next build has to find out, and to put everything right.

HARMS = ["other bytes", "cut", "drop", "folder", "link", "lost link", "chmod"]


def harm_output(site, files):
    for _ in range(site.rng.randint(1, 3)):
        path = site.rng.choice(files)
        harm = site.rng.choice(HARMS)
        if site.rng.random() < 0.15 and posixpath.dirname(path) != "public":
            path, harm = posixpath.dirname(path), "drop"
        site.do("harm", harm, path)


def harm_memory(site, files):
    if site.rng.random() < 0.3:
        site.do("harm", "drop", ".broadsheet")
    else:
        harm = site.rng.choice(["flip", "flip", "cut", "empty", "drop"])
        site.do("harm", harm, site.rng.choice(files), site.rng.random())


def step(site, public=(), memory=()):
    """One step's edits. public and memory are the files of the output and of .broadsheet
    that may come to harm."""
    rng = site.rng
    if site.broken and rng.random() < 0.6:
        mend(site)
        if rng.random() < 0.5:
            return
    chance = rng.random()
    if chance < 0.06 and public:
        harm_output(site, public)
    elif chance < 0.12 and memory:
        harm_memory(site, memory)
    elif chance > 0.14:
        for edit in rng.choices(list(EDITS), EDITS.values(), k=rng.choice([1, 1, 1, 1, 2, 2, 3, 5])):
            if site.articles:
                edit(site)
