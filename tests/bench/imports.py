"""Imports of crawls and of exports: articles a second, and the memory of all processes."""

import os
import shutil
import subprocess
import sys
import time

from common import HERE, PROGRAM, WORK, Table, machine, median, repeats

COLUMNS = ["MB", "s", "articles/s", "again: s", "articles/s", "peak MiB, all processes"]
FORMS = {".warc.gz": "by record", ".warc": "plain", ".whole.warc.gz": "as a whole"}
INTERVAL = 0.05  # seconds between two looks at the memory


def generated(generator, count, name):
    """What a generator writes for so many articles, made if it is not there."""
    path, source = WORK / name, HERE / generator
    if not path.exists() or path.stat().st_mtime < source.stat().st_mtime:
        print(f"Writing {name} ...", file=sys.stderr)
        subprocess.run([sys.executable, source, str(count), path], check=True)
    return path


def crawl(count, ending):
    """The crawl of so many articles in a form."""
    if ending != ".whole.warc.gz":
        return generated("crawl.py", count, f"crawl-{count}{ending}")
    plain, path = crawl(count, ".warc"), WORK / f"crawl-{count}{ending}"
    if not path.exists() or path.stat().st_mtime < plain.stat().st_mtime:
        with open(path, "wb") as file:
            subprocess.run(["gzip", "-c", plain], stdout=file, check=True)
    return path


def memory(pid):
    """MiB of a process and its children, shared pages counted once."""
    total = 0
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            pids = [pid, *map(int, file.read().split())]
        for one in pids:
            with open(f"/proc/{one}/smaps_rollup", encoding="ascii") as file:
                total += next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except (OSError, StopIteration):
        pass  # it has ended
    return total / 1024


def load(kind, path, folder):
    """Seconds and memory of one import."""
    start = time.monotonic()
    with subprocess.Popen(
        [PROGRAM, "import", kind, path, "-q"], cwd=folder, stdin=subprocess.DEVNULL
    ) as process:
        most = 0
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(INTERVAL)
        seconds = time.monotonic() - start
    if process.returncode != 0:
        sys.exit(f"the import of {path} failed")
    return seconds, most


def measure(kind, count, path):
    rows, folder = [], WORK / "imported"
    for _ in range(min(repeats(count), 3)):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        first, most = load(kind, path, folder)
        again, most_again = load(kind, path, folder)
        rows.append((first, again, max(most, most_again)))
    shutil.rmtree(folder)
    first, again, most = median(rows)
    return [
        f"{os.path.getsize(path) / 1e6:.0f}",
        f"{first:.1f}",
        f"{count / first:.0f}",
        f"{again:.1f}",
        f"{count / again:.0f}",
        f"{most:.0f}",
    ]


def warc(sizes):
    table = Table("warc", machine(), ["articles", "WARC", *COLUMNS])
    for size in sizes:
        for ending, form in FORMS.items():
            table.row(f"{size:,}", form, *measure("warc", size, crawl(size, ending)))
    table.end()


def wxr(sizes):
    table = Table("wxr", machine(), ["posts", *COLUMNS])
    for size in sizes:
        path = generated("export.py", size, f"export-{size}.xml")
        table.row(f"{size:,}", *measure("wxr", size, path))
    table.end()
