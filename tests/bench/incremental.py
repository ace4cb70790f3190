"""Builds that know the last one: after no change, a fresh clone, and edits of each kind."""

import json
import subprocess
import sys
from datetime import date
from functools import partial

from clean import FIXED_MIB
from common import (
    PROGRAM, Edited, Table, body_edit, discard, machine, median, patiently, repeats, run,
    title_edit,
)

COLUMNS = [
    "articles", "after", "times", "pages made", "files written", "deleted", "s", "of clean",
    "CPU s", "peak MiB", f"KiB per article over {FIXED_MIB} MiB",
]


def nothing(site):
    pass


def clone(site):
    """All sources are new files, as in a fresh checkout; the output and what is known of it
    are kept."""
    for name in ("content", "templates", "site.yaml"):
        subprocess.run(["cp", "-r", name, f"{name}.new"], cwd=site.folder, check=True)
        discard(site.folder, name)
        (site.folder / f"{name}.new").rename(site.folder / name)


def write(path, text):
    path.write_text(text)


def edit(change, site):
    write(*change(*site.next_article()))


def tag(site):
    """An article gets one more tag, one that others have."""
    path, _ = site.next_article()
    other, _ = site.next_article()
    first, mark, rest = path.read_text().partition("tags: [")
    tags = other.read_text().partition("tags: [")[2].partition("]")[0].split(", ")
    had = rest.partition("]")[0].split(", ")
    new = next((tag for tag in tags if tag not in had), "quite another")
    write(path, f"{first}{mark}{new}, {rest}")


def add(site):
    """Today's article, like one that is there but for its name and date."""
    path, turn = site.next_article()
    lines = path.read_text().split("\n")
    lines[2] = f"date: {date.today()}"
    folder = site.folder / f"content/{date.today():%Y/%m}"
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / f"news-of-today-{turn}.md", "\n".join(lines))


def delete(site):
    path, _ = site.next_article()
    site.articles.remove(path)
    site.count -= 1
    path.unlink()


def template(site):
    write(*site.template())


def styles(site):
    write(*site.styles())


CHANGES = {
    "no change": nothing,
    "fresh clone": clone,
    "body of an article": partial(edit, body_edit),
    "title of an article": partial(edit, title_edit),
    "tag added to an article": tag,
    "article added, of today": add,
    "article deleted": delete,
    "template of articles": template,
    "stylesheet": styles,
}


def build(site):
    """Pages made, files written and deleted, seconds, those of CPU, MiB."""
    result = run([PROGRAM, "build", "--json"], site.folder)
    said = json.loads(result.output)
    return said["rendered"], said["written"], said["deleted"], *result[:3]


def build_anew(site):
    discard(site.folder, "public", ".broadsheet")
    return build(site)


def changed(site, change):
    change(site)
    return build(site)


def measure(table, count):
    site = Edited(count, "incremental")
    runs = repeats(count)
    clean = 0

    def row(name, rows):
        made, written, deleted, seconds, cpu, mib = median(rows)
        table.row(
            f"{count:,}", name, str(len(rows)), f"{made:,.0f}", f"{written:,.0f}",
            f"{deleted:,.0f}", f"{seconds:.3f}", f"{seconds / (clean or seconds):.3f}", f"{cpu:.3f}",
            f"{mib:.0f}", f"{max(0, mib - FIXED_MIB) * 1024 / count:.2f}",
        )
        return seconds

    clean = row("clean build", patiently(runs, partial(build_anew, site)))
    build(site)  # what was written within the last seconds is looked at once more
    for name, change in CHANGES.items():
        rows = patiently(runs, partial(changed, site, change))
        row(name, rows)
        if change in (nothing, clone) and any(sum(row[:3]) for row in rows):
            sys.exit(f"{site.folder}: after {name}, something was made: {rows}")
    site.verify()
    site.discard()


def main(sizes):
    table = Table("incremental", machine(), COLUMNS, texts=2)
    for size in sizes:
        measure(table, size)
    table.add("", "All output was compared with that of a clean build, and is the same.")
    table.end()
