"""What search and related articles cost: clean builds with neither, with each, with both."""

import json

from common import PROGRAM, Table, archive, discard, empty_trash, machine, median, repeats, run

COLUMNS = ["articles", "with", "s", "CPU s", "peak MiB", "made of the texts in: s", "µs per article"]
FEATURES = {
    "neither": "search: false\nrelated: false\n",
    "search": "related: false\n",
    "related articles": "search: false\nrelated: { pages: false }\n",
    "both": "related: { pages: false }\n",
}


def build(folder, features):
    """Seconds, processor seconds and MiB of a build, and seconds until pages are made."""
    discard(folder, "public", ".broadsheet")
    (folder / "site.yaml").write_text(f"title: Measured\nurl: https://measured.example/\n{features}")
    built = run([PROGRAM, "build", "--json"], folder)
    loaded = json.loads(built.output)["milliseconds"]["load"] / 1000
    return built.seconds, built.cpu, built.mib, loaded


def main(sizes):
    intro = (
        "The same archive built from nothing with and without what is made of all texts. That is "
        "made while the site is loaded: the last columns say how much longer this takes than with "
        "neither."
    )
    table = Table("features", f"{intro} {machine()}", COLUMNS, texts=2)
    for count in sizes:
        folder = archive(count)
        config = (folder / "site.yaml").read_text()
        rows = {name: [] for name in FEATURES}
        for _ in range(repeats(count)):
            for name, features in FEATURES.items():
                rows[name].append(build(folder, features))
            empty_trash()  # four outputs at once are enough for a disk in memory
        (folder / "site.yaml").write_text(config)
        least = median(rows["neither"])[3]
        for name, measured in rows.items():
            seconds, cpu, mib, loaded = median(measured)
            more = [f"{loaded - least:.2f}", f"{(loaded - least) / count * 1e6:.0f}"]
            cells = more if name != "neither" else ["", ""]
            table.row(f"{count:,}", name, f"{seconds:.1f}", f"{cpu:.1f}", f"{mib:.0f}", *cells)
    table.end()
