"""What the benchmarks share: archives of any size, measured commands, tables."""

import itertools
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections import namedtuple
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = Path(os.environ.get("BENCH", ROOT / "build/bench"))
PROGRAM = Path(os.environ.get("BROADSHEET", ROOT / "build/plain/broadsheet")).absolute()
SECONDS = 600  # for any one thing to happen: a hang is a failure
PATIENCE = 60  # seconds for the repetitions of one measurement

# What a command took, and what it said.
Measured = namedtuple("Measured", "seconds cpu mib output")


def run(command, cwd):
    """Run a command that must succeed."""
    os.sync()
    with open(WORK / "output.txt", "wb") as output, open(WORK / "errors.txt", "wb") as errors:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{(WORK / 'errors.txt').read_text()[-2000:]}")
    cpu, mib = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    return Measured(seconds, cpu, mib, (WORK / "output.txt").read_text())


def repeats(count):
    """A hundred times the articles need not be built as often."""
    return int(os.environ.get("RUNS", 0)) or (5 if count <= 10000 else 3)


def patiently(times, function):
    """Results of so many calls, or of fewer if they take long."""
    end = time.monotonic() + PATIENCE
    rows = [function()]
    while len(rows) < times and time.monotonic() < end:
        rows.append(function())
    return rows


def median(rows):
    """The medians of the columns."""
    return [statistics.median(column) for column in zip(*rows)]


def archive(count):
    """The folder of the archive of so many articles, made if it is not there."""
    folder = WORK / str(count)
    generator = HERE / "generate.py"
    done = folder / "generated"
    if not done.exists() or done.stat().st_mtime < generator.stat().st_mtime:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        print(f"Writing {count} articles ...", file=sys.stderr)
        subprocess.run([sys.executable, generator, str(count), folder], check=True)
        done.touch()
    return folder


def discard(folder, *names):
    """Put former output aside, to be deleted by empty_trash when all is measured: for
    minutes after ext4 has deleted many files, it makes new ones several times more slowly."""
    trash = WORK / "trash"
    trash.mkdir(exist_ok=True)
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(trash / str(len(list(trash.iterdir()))))


def empty_trash():
    shutil.rmtree(WORK / "trash", ignore_errors=True)


class Edited:
    """A copy of an archive, to be edited, with a theme of its own that looks like the default."""

    TEMPLATE, STYLES = "templates/article.html", "templates/assets/style.css"
    MAIN = "{% block main -%}\n"

    def __init__(self, count, name):
        discard(WORK, f"{count}-{name}")
        self.folder = WORK / f"{count}-{name}"
        self.folder.mkdir()
        for part in ("content", "site.yaml"):
            subprocess.run(["cp", "-r", archive(count) / part, self.folder / part], check=True)
        (self.folder / "templates/assets").mkdir(parents=True)
        self.originals = {name: (ROOT / name).read_text() for name in (self.TEMPLATE, self.STYLES)}
        for name, text in self.originals.items():
            (self.folder / name).write_text(text)
        self.count = count
        self.articles = sorted((self.folder / "content").glob("*/*/*.md"))
        self.turns = itertools.count(1)
        # All over the archive, none twice for as long as anyone measures.
        self.spread = itertools.count(count // 2, count // 37 | 1)

    def next_article(self):
        """Another article each time, and a number that no other has."""
        return self.articles[next(self.spread) % self.count], next(self.turns)

    def template(self):
        """The text of the article's template with another mark-up, and its path."""
        text = self.originals[self.TEMPLATE]
        assert self.MAIN in text, f"{self.TEMPLATE} has no {self.MAIN!r}"
        marked = text.replace(self.MAIN, f"{self.MAIN}<!-- Edition {next(self.turns)} -->\n")
        return self.folder / self.TEMPLATE, marked

    def styles(self):
        rule = f".edition {{ order: {next(self.turns)}; }}\n"
        return self.folder / self.STYLES, self.originals[self.STYLES] + rule

    def verify(self):
        """Compare all of the output, byte for byte, with a clean build elsewhere."""
        discard(self.folder, "check")
        run([PROGRAM, "build", "-q", "--output", "check"], self.folder)
        want, got = self.folder / "check", self.folder / "public"
        names = files(want)
        if names != files(got):
            wrong = sorted(names ^ files(got))
            sys.exit(f"{self.folder}: only in one of public/ and check/: {wrong[:9]}")
        wrong = [name for name in sorted(names) if not same(want / name, got / name)]
        if wrong:
            sys.exit(f"{self.folder}: public/ is not as a clean build makes it: {wrong[:9]}")

    def discard(self):
        discard(WORK, self.folder.name)


def body_edit(path, turn):
    return path, path.read_text() + f"\nThe archive was corrected for the {turn}th time.\n"


def title_edit(path, turn):
    text = path.read_text()
    head, mark, rest = text.partition('title: "')
    assert mark, f"{path} has no title"
    return path, f"{head}{mark}Corrected {turn}: {rest}"


def files(folder):
    return {
        os.path.relpath(os.path.join(top, name), folder)
        for top, _, names in os.walk(folder)
        for name in names
    }


def same(one, other):
    with open(one, "rb") as a, open(other, "rb") as b:
        return a.read() == b.read()


def first(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def machine(*others):
    """What was measured where. Others are commands that tell the versions of other tools."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(file.readline().split()[1]) / 2**20
    kind = first(["stat", "-f", "-c", "%T", str(WORK)])
    tools = [first(command) for command in ([PROGRAM, "--version"], *others)]
    return (
        f"Measured on {date.today()}: {os.cpu_count()} × {models[0] if models else platform.machine()}, "
        f"{memory:.0f} GiB, {kind}, Linux {platform.release()}; {'; '.join(tools)}. "
        f"Medians; files in the cache; load {os.getloadavg()[0]:.1f} at the start."
    )


class Table:
    """A Markdown table, printed as it grows and kept in build/bench/NAME.md."""

    def __init__(self, name, intro, columns, texts=1):
        """The first columns, so many, hold texts, and the others numbers."""
        self.path = WORK / f"{name}.md"
        self.lines = []
        rule = "|" + ":--|" * texts + "--:|" * (len(columns) - texts)
        self.add(intro, "", "| " + " | ".join(columns) + " |", rule)

    def add(self, *lines):
        self.lines += lines
        print("\n".join(lines), flush=True)
        self.path.write_text("\n".join(self.lines) + "\n")

    def row(self, *cells):
        self.add("| " + " | ".join(cells) + " |")

    def end(self):
        self.add("", f"Load {os.getloadavg()[0]:.1f} at the end.", "")
