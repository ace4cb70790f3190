"""Imports of crawls of web sites: pages a second, and the memory of all processes."""

import os
import shutil
import subprocess
import sys
import time

from common import HERE, PROGRAM, WORK, Table, machine, median, repeats

COLUMNS = ["pages", "WARC", "MB", "s", "pages/s", "again: s", "pages/s", "peak MiB, all processes"]
FORMS = {".warc.gz": "by record", ".warc": "plain", ".whole.warc.gz": "as a whole"}
INTERVAL = 0.05  # seconds between two looks at the memory


def crawl(count, ending):
    """The crawl of so many articles in a form, made if it is not there."""
    path = WORK / f"crawl-{count}{ending}"
    plain = WORK / f"crawl-{count}.warc"
    generator = HERE / "crawl.py"
    if path.exists() and path.stat().st_mtime > generator.stat().st_mtime:
        return path
    print(f"Writing a crawl of {count} articles ...", file=sys.stderr)
    if ending == ".whole.warc.gz":
        crawl(count, ".warc")
        with open(path, "wb") as file:
            subprocess.run(["gzip", "-c", plain], stdout=file, check=True)
    else:
        subprocess.run([sys.executable, generator, str(count), path], check=True)
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


def load(path, folder):
    """Seconds and memory of one import."""
    start = time.monotonic()
    with subprocess.Popen(
        [PROGRAM, "import", "warc", path, "-q"], cwd=folder, stdin=subprocess.DEVNULL
    ) as process:
        most = 0
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(INTERVAL)
        seconds = time.monotonic() - start
    if process.returncode != 0:
        sys.exit(f"the import of {path} failed")
    return seconds, most


def measure(count, ending):
    path, rows = crawl(count, ending), []
    for _ in range(min(repeats(count), 3)):
        folder = WORK / "imported"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        first, most = load(path, folder)
        again, most_again = load(path, folder)
        rows.append((first, again, max(most, most_again)))
    shutil.rmtree(folder)
    first, again, most = median(rows)
    return [
        f"{count:,}",
        FORMS[ending],
        f"{os.path.getsize(path) / 1e6:.0f}",
        f"{first:.1f}",
        f"{count / first:.0f}",
        f"{again:.1f}",
        f"{count / again:.0f}",
        f"{most:.0f}",
    ]


def main(sizes):
    table = Table("warc", machine(), COLUMNS)
    for size in sizes:
        for ending in FORMS:
            table.row(*measure(size, ending))
    table.end()
