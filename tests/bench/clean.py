"""Clean builds, beside cp and Hugo."""

import os
import shutil

from common import HERE, PROGRAM, ROOT, Table, archive, discard, machine, median, repeats, run

FIXED_MIB = 64  # what the program may take whatever the number of articles

COLUMNS = [
    "articles", "pages", "MB", "s", "CPU s", "peak MiB", f"KiB per article over {FIXED_MIB} MiB",
    "`cp -r` s", "of `cp`", "Hugo: pages", "MB", "s", "CPU s", "peak MiB", "Hugo ÷ ours",
]


def tree(folder):
    """How many HTML pages are in a folder, and the bytes of all its files."""
    pages = size = 0
    for top, _, names in os.walk(folder):
        for name in names:
            pages += name.endswith(".html")
            size += os.path.getsize(os.path.join(top, name))
    return pages, size


def build(folder):
    discard(folder, "public", ".broadsheet")
    return run([PROGRAM, "build", "-q"], folder)


def copy(folder):
    discard(folder, "copy")
    return run(["cp", "-r", "public", "copy"], folder)


def hugo(folder):
    discard(folder, "hugo")
    output = folder / "hugo"
    config = folder / "hugo.yaml"
    config.write_text(
        f"publishDir: {output}\nresourceDir: {folder / 'resources'}\nmodule:\n  mounts:\n"
        f"    - {{ source: {folder / 'content'}, target: content }}\n"
        f"    - {{ source: {HERE / 'hugo/content'}, target: content }}\n"
        f"    - {{ source: {HERE / 'hugo/layouts'}, target: layouts }}\n"
        f"    - {{ source: {ROOT / 'templates/assets'}, target: assets }}\n"
    )
    both = f"{HERE / 'hugo/config.yaml'},{config}"
    return run(["hugo", "--config", both, "--noBuildLock", "--quiet"], folder)


def measure(count, with_hugo):
    folder = archive(count)
    runs = repeats(count)
    tools = {"broadsheet": build, "cp": copy}
    results = {name: [] for name in tools}
    for _ in range(runs):
        for name, tool in tools.items():
            results[name].append(tool(folder)[:3])
    if with_hugo:
        results["hugo"] = [hugo(folder)[:3] for _ in range(min(runs, 3) if count <= 10000 else 1)]
    pages, size = tree(folder / "public")
    result = {name: median(rows) for name, rows in results.items()}
    hugo_pages, hugo_size = tree(folder / "hugo") if with_hugo else (0, 0)
    discard(folder, "copy", "hugo", "public", ".broadsheet")
    seconds, cpu, memory = result["broadsheet"]
    row = [
        f"{count:,}",
        f"{pages:,}",
        f"{size / 1e6:.1f}",
        f"{seconds:.2f}",
        f"{cpu:.2f}",
        f"{memory:.0f}",
        f"{max(0, memory - FIXED_MIB) * 1024 / count:.2f}",
        f"{result['cp'][0]:.2f}",
        f"{seconds / result['cp'][0]:.2f}",
    ]
    if with_hugo:
        row += [
            f"{hugo_pages:,}",
            f"{hugo_size / 1e6:.1f}",
            f"{result['hugo'][0]:.2f}",
            f"{result['hugo'][1]:.2f}",
            f"{result['hugo'][2]:.0f}",
            f"{result['hugo'][0] / seconds:.1f}",
        ]
    else:
        row += [""] * 6
    return row


def main(sizes):
    with_hugo = shutil.which("hugo") is not None
    table = Table("clean", machine(*[["hugo", "version"]] * with_hugo), COLUMNS, texts=0)
    for size in sizes:
        table.row(*measure(size, with_hugo))
    table.end()
