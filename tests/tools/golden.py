#!/usr/bin/env python3
"""Runs golden files: a site, the steps and what they must give, in one text file.

    tests/tools/golden.py FOLDER [FILTER]      every NAME.txt in FOLDER; prints TAP

The program is $BROADSHEET, or build/plain/broadsheet. UPDATE=1 writes what came out as
what is wanted; KEEP=1 keeps the folder that each file ran in, under build/golden/.

A file begins with a sentence, which names the test, and any prose. Then come sections,
carried out in order in an empty folder:

    -- PATH --                 write a file: the lines up to the next section or step
    -- PATH (escaped) --       the same, of bytes: \\n, \\r, \\0, \\xff, \\\\; and no newline
                               but those
    -- PATH (records) --       a web archive: see crawlfile.py
    -- copy PATH --            take a file or folder from the repository
    -- edit PATH s/old/new/ -- replace text (not a pattern), which must be there; \\n is a
                               new line, and any character may stand for the slashes
    -- delete PATH --          a file, or a folder with all in it
    -- rename OLD NEW --
    -- link PATH TARGET --     a symbolic link
    -- mode PATH 000 --
    $ build --strict           run the program
    $ FAULT_CALL=sync build    run it on a disk that fails: see faults.c

and what is wanted of the last step and of the files as they are then:

    -- want status N --        when it is not said, 0 is wanted
    -- want stderr --          when it is not said, nothing is wanted
    -- want stdout --          when it is not said, anything will do
    -- want PATH --            a file's exact text; a newline at its end is taken as read
    -- want PATH with --       lines that a file has, in this order, space around them apart
    -- want no PATH --
    -- want tree PATH --       every file in a folder

A line of a file that would be a section or a step is written with a backslash before it.
In what is printed, the folder of the test reads DIR, and what was measured N; the
fingerprint of an asset reads HASH everywhere. Of the parts of the search index, whose
number and names follow every edit of a text, a tree has one line.
"""

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True

import crawlfile  # noqa: E402 # before it writes bytecode

ROOT = Path(__file__).resolve().parents[2]
UPDATE = os.environ.get("UPDATE") == "1"
KEEP = os.environ.get("KEEP") == "1"
SECONDS = 120  # for one step: far more than any takes, even under a sanitizer

# Nothing of the caller's reaches the program, and the zone is one that would be noticed.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "TZ": "Asia/Kathmandu",
    "ASAN_OPTIONS": "detect_leaks=1:exitcode=99",
    "UBSAN_OPTIONS": "print_stacktrace=1:exitcode=99",
    "TSAN_OPTIONS": "exitcode=99",
}

HEAD = re.compile(r"-- (.+) --")
# What the program adds to an asset's name.
FINGERPRINT = re.compile(r"(?<=\.)[0-9a-f]{10}(?=\.[a-z0-9]+\b)")
# The parts of the search index, which are named by what they hold.
SEARCH_PART = re.compile(r"\bsearch/[0-9a-f]{2}/[0-9a-f]{14}\.bin$")
# A time, and the numbers of build --json that are never the same.
MEASURED = re.compile(
    r'(\b)[0-9.]+(?= m?s\b)|("(?:load|plan|render|finish|total|peak_memory)": )[0-9.e+-]+'
)
QUOTED = re.compile(r"\\+(-- |\$ )")


class Failed(Exception):
    """What is wrong, as lines for people."""


class Section:
    """A headed piece of a golden file: "-- head --" or "$ head", and its lines."""

    def __init__(self, head, line, text="", step=False):
        self.head, self.line, self.text, self.step = head, line, text, step
        self.words = head.split(" ")

    def write(self):
        if self.step:
            return f"$ {self.head}\n{self.text}"
        body = re.sub(r"^(\\*(?:-- |\$ ))", r"\\\1", self.text, flags=re.M)
        return f"-- {self.head} --\n{body}"


def parse(text):
    """The title and prose, and the sections."""
    prose, sections = "", []
    for number, line in enumerate(re.findall(r"[^\n]*\n|[^\n]+", text), 1):
        head = HEAD.fullmatch(line.rstrip("\n"))
        if line.startswith("$ "):
            sections.append(Section(line[2:].rstrip("\n"), number, step=True))
        elif head:
            sections.append(Section(head[1], number))
        elif sections:
            sections[-1].text += line[1:] if QUOTED.match(line) else line
        else:
            prose += line
    return prose, sections


def unescape(text):
    raw = text.removesuffix("\n").replace("\n", "")
    return re.sub(
        rb"\\(x[0-9a-f]{2}|[nrt0\\])",
        lambda m: bytes([int(m[1][1:], 16)])
        if m[1][:1] == b"x"
        else {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"0": b"\0", b"\\": b"\\"}[m[1]],
        raw.encode(),
    )


def diff(name, want, got):
    lines = difflib.unified_diff(
        want.splitlines(), got.splitlines(), f"{name} wanted", f"{name} got", lineterm=""
    )
    return "\n".join(lines) or f"{name}: differs in line ends"


def visible(data):
    """Bytes as text that can stand in a golden file, whatever they are."""
    text = data.decode("utf-8", "backslashreplace")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda m: f"\\x{ord(m[0]):02x}", text)


def read(path):
    try:
        return visible(path.read_bytes())
    except OSError as error:
        raise Failed(error.strerror) from None


class Run:
    """One golden file being carried out in a folder of its own."""

    def __init__(self, sections, folder, program):
        self.sections, self.folder, self.program = sections, folder, program
        self.done = None  # the last step's result
        self.extra = []  # (index, section): what UPDATE has to add

    def path(self, name):
        path = self.folder / name
        if not path.is_relative_to(self.folder) or ".." in Path(name).parts:
            raise Failed(f"'{name}' is outside the test's folder")
        return path

    def all(self):
        for index, section in enumerate(self.sections):
            try:
                if section.step:
                    self.run_step(index, section)
                elif section.words[0] == "want":
                    self.want(section)
                else:
                    self.prepare(section)
            except Failed as failure:
                raise Failed(f"line {section.line}: {section.head}\n{failure}") from None
            except OSError as error:
                raise Failed(f"line {section.line}: {section.head}\n{error}") from None
        for index, section in reversed(self.extra):
            self.sections.insert(index, section)

    # Before and between the steps.

    def prepare(self, section):
        verb, args = section.words[0], section.words[1:]
        prepare = getattr(self, f"do_{verb}", None) if args else None
        if section.words[-1] == "(escaped)":
            self.write(" ".join(section.words[:-1]), unescape(section.text))
        elif section.words[-1] == "(records)":
            name = " ".join(section.words[:-1])
            self.write(name, crawlfile.write(name, section.text))
        elif prepare and args not in (["(escaped)"], ["(records)"]):
            prepare(*args)
        else:
            self.write(section.head, section.text.encode())

    def write(self, name, data):
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def do_copy(self, name):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, self.path(name), symlinks=True)
        else:
            shutil.copy(source, self.path(name))

    def do_edit(self, name, *change):
        change = " ".join(change)
        slash = change[1:2] or "/"
        parts = re.split(rf"(?<!\\){re.escape(slash)}", change)
        if len(parts) != 4 or parts[0] != "s" or parts[3]:
            raise Failed(f"not of the form s/old/new/: {change}")
        old, new = (part.replace("\\" + slash, slash).replace("\\n", "\n") for part in parts[1:3])
        data = self.path(name).read_bytes()
        if old.encode() not in data:
            raise Failed(f"'{old}' is not in {name}")
        self.path(name).write_bytes(data.replace(old.encode(), new.encode()))

    def do_delete(self, name):
        path = self.path(name)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()

    def do_rename(self, old, new):
        self.path(new).parent.mkdir(parents=True, exist_ok=True)
        self.path(old).rename(self.path(new))

    def do_link(self, name, target):
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).symlink_to(target)

    def do_mode(self, name, mode):
        self.path(name).chmod(int(mode, 8))

    # Steps, and what they must give.

    def run_step(self, index, section):
        if section.text.strip():
            raise Failed("text after a step: say '-- want stdout --'")
        words = shlex.split(section.head)
        faults = dict(word.split("=") for word in words if word.startswith("FAULT_"))
        command = [self.program, *words[len(faults) :]]
        if faults:
            faults["LD_PRELOAD"] = str(self.program.parent / "faults.so")
        try:
            self.done = subprocess.run(
                command,
                cwd=self.folder,
                env=ENVIRONMENT | faults,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise Failed(f"took more than {SECONDS} s") from None
        if self.done.returncode < 0 or self.done.returncode == 99:
            raise Failed(f"crashed ({self.done.returncode})\n{self.printed('stderr')}")
        said = set()
        for later in self.sections[index + 1 :]:
            if later.step:
                break
            if later.words[0] == "want":
                said.add(later.words[1])
        defaults = []
        if "status" not in said:
            defaults.append(Section("want status 0", section.line))
        if "stderr" not in said:
            defaults.append(Section("want stderr", section.line))
        for default in defaults:
            before = default.write()
            self.want(default)
            if default.write() != before:
                self.extra.append((index + 1, default))

    def printed(self, stream):
        text = visible(getattr(self.done, stream)).replace(str(self.folder), "DIR")
        return MEASURED.sub(lambda m: (m[2] or "") + "N", text)

    def want(self, section):
        what, args = section.words[1], section.words[2:]
        if what == "status":
            self.want_status(section, int(args[0]))
        elif what in ("stdout", "stderr"):
            self.want_text(section, what, self.printed(what))
        elif what == "no":
            path = self.path(args[0])
            if path.exists() or path.is_symlink():
                raise Failed("it is there")
        elif what == "tree":
            self.want_text(section, "tree", self.tree(args[0]))
        elif args == ["with"]:
            self.want_lines(section, read(self.path(what)))
        else:
            self.want_text(section, what, read(self.path(what)))

    def want_status(self, section, status):
        if self.done.returncode == status:
            return
        if not UPDATE:
            raise Failed(f"status {self.done.returncode}\n{self.printed('stderr')}")
        section.head = f"want status {self.done.returncode}"

    def want_text(self, section, name, got):
        got = FINGERPRINT.sub("HASH", got)
        if got and not got.endswith("\n"):
            got += "\n"
        if got == section.text:
            return
        if not UPDATE:
            raise Failed(diff(name, section.text, got))
        section.text = got

    def want_lines(self, section, text):
        at = 0
        for line in section.text.splitlines():
            found = text.find(line.strip(), at)
            if found < 0:
                where = "" if line.strip() not in text else " at this place in the order"
                raise Failed(f"has no{where}: {line.strip()}\n--\n{text}")
            at = found + len(line.strip())

    def tree(self, name):
        top = self.path(name)
        paths = (path for path in top.rglob("*") if not path.is_dir())
        names = {SEARCH_PART.sub("search/HASH.bin", str(p.relative_to(top))) for p in paths}
        return "".join(f"{name}\n" for name in sorted(names))


def run_file(path, program, scratch):
    """None if all is well, else what is wrong."""
    text = path.read_bytes().decode("utf-8")
    prose, sections = parse(text)
    folder = scratch / path.stem
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    run = Run(sections, folder, program)
    try:
        run.all()
    except Failed as failure:
        return str(failure)
    finally:
        if not KEEP:
            subprocess.run(["chmod", "-R", "u+rwX", folder], check=False)
            shutil.rmtree(folder)
    if UPDATE:
        now = prose + "".join(section.write() for section in run.sections)
        if now != text:
            path.write_bytes(now.encode("utf-8"))
            print(f"# {path}: updated", flush=True)
    return None


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: tests/tools/golden.py FOLDER [FILTER]")
    folder = Path(sys.argv[1])
    chosen = sys.argv[2] if len(sys.argv) > 2 else ""
    program = Path(os.environ.get("BROADSHEET", ROOT / "build/plain/broadsheet")).absolute()
    scratch = ROOT / "build" / "golden" / f"{folder.name}-{os.getpid()}"
    paths = sorted(path for path in folder.glob("*.txt") if chosen in path.stem)
    failed = 0
    print(f"1..{len(paths)}", flush=True)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = pool.map(lambda path: run_file(path, program, scratch), paths)
        for number, (path, wrong) in enumerate(zip(paths, results), 1):
            title = path.read_text(encoding="utf-8").splitlines()[0].rstrip(".")
            print(f"{'not ' if wrong else ''}ok {number} - {path.stem}: {title}".replace("#", ""))
            if wrong:
                failed += 1
                print("".join(f"# {line}\n" for line in wrong.splitlines()), end="")
            sys.stdout.flush()
    if scratch.exists() and not KEEP:
        shutil.rmtree(scratch)
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
