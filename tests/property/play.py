"""Carries out a history of edits and builds, and sees whether the promises are kept.

A history is a list of steps. A step is what is done to the folder of the site (a list of
operations, below), the options of the build, and perhaps what becomes of the build: that
it is killed, or that a call to the system fails. Everything in it is plain data.

    ("put", path, bytes, how)     how: "in place", "by rename", "long ago" (an old time of
                                  change), "unseen" (the time of change it had)
    ("drop", path)                a file or a folder
    ("move", old, new), ("swap", one, other), ("touch", path, time or None)
    ("save", name), ("restore", name, how)
                                  how: "checkout" writes what differs, as git does; "copy"
                                  replaces everything, with its old times; "sync" what
                                  differs in size or time, as rsync does
    ("harm", how, path, where)    to the output or to .broadsheet

An operation that makes no sense any more, since others were left out to shrink the
history, does nothing.
"""

import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("BROADSHEET", ROOT / "build/plain/broadsheet")).absolute()
SHIM = Path(os.environ.get("BUILD", ROOT / "build/plain")).absolute() / "faults.so"
SOURCES = ["content", "templates", "data", "static", "site.yaml", "urls.txt", "words.txt"]
LONG_AGO = 1_000_000_000
SECONDS = 30  # for a build: a hang is a failure


@dataclass
class Step:
    ops: list = field(default_factory=list)
    args: list = field(default_factory=list)  # what the sources are built with
    jobs: int = 2
    clean: bool = False  # the build itself is one with --clean
    crash: dict = None  # environment of the shim, or {"after": seconds}


class Wrong(Exception):
    """A promise was broken: which, and how it shows."""

    def __init__(self, kind, what):
        super().__init__(what)
        self.kind = kind


def clear(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()


def write(path, data, how):
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.stat() if path.exists() else None
    if how == "by rename":
        other = path.with_name(".other")
        other.write_bytes(data)
        other.rename(path)
    else:
        path.write_bytes(data)
    if how == "long ago":
        os.utime(path, (LONG_AGO, LONG_AGO + len(data)))
    elif how == "unseen" and before:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def sources_of(folder):
    """Every file of the sources: path below the folder, and its entry."""
    stack = [folder / name for name in SOURCES]
    while stack:
        path = stack.pop()
        if path.is_dir():
            stack += path.iterdir()
        elif path.exists():
            yield str(path.relative_to(folder)), path


def restore(folder, saved, how):
    old = dict(sources_of(saved))
    for name, path in list(sources_of(folder)):
        if how == "copy" or name not in old:
            path.unlink()
    for name, path in sorted(old.items()):
        there = folder / name
        there.parent.mkdir(parents=True, exist_ok=True)
        if how == "checkout":
            if not there.exists() or there.read_bytes() != path.read_bytes():
                shutil.copy(path, there)
            continue
        a, b = path.stat(), there.stat() if there.exists() else None
        if b is None or (a.st_size, a.st_mtime_ns) != (b.st_size, b.st_mtime_ns):
            shutil.copy2(path, there)


def harm(folder, how, path, where=0.0):
    if not path.exists():
        return
    if how == "drop":
        clear(path)
    elif path.is_dir() or path.is_symlink():
        return
    elif how in ("other bytes", "flip"):
        data = bytearray(path.read_bytes() or b"x")
        data[int(where * len(data))] ^= 1 + int(where * 1000) % 255
        path.write_bytes(data)
    elif how in ("cut", "empty"):
        os.truncate(path, int(where * path.stat().st_size) if how == "cut" else 0)
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how in ("link", "lost link"):
        path.unlink()
        if how == "link":
            (folder / "elsewhere").write_bytes(b"not a page\n")
        path.symlink_to(folder / ("elsewhere" if how == "link" else "nowhere"))
    elif how == "chmod":
        path.chmod(0o600)


def swap(one, other):
    if one.is_file() and other.is_file():
        between = one.with_name(".between")
        one.rename(between)
        other.rename(one)
        between.rename(other)


def apply(folder, op):
    kind, *rest = op
    if kind == "save":
        saved = folder.parent / rest[0]
        clear(saved)
        for name, path in sources_of(folder):
            (saved / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, saved / name)
    elif kind == "restore":
        if (folder.parent / rest[0]).exists():
            restore(folder, folder.parent / rest[0], rest[1])
    elif kind == "put":
        if not (folder / rest[0]).is_dir():
            write(folder / rest[0], rest[1], rest[2])
    elif kind == "drop":
        clear(folder / rest[0])
    elif kind == "move":
        old, new = folder / rest[0], folder / rest[1]
        if old.exists() and not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
    elif kind == "swap":
        swap(folder / rest[0], folder / rest[1])
    elif kind == "touch":
        if (folder / rest[0]).exists():
            os.utime(folder / rest[0], rest[1] and (rest[1], rest[1]))
    elif kind == "harm":
        harm(folder, rest[0], folder / rest[1], *rest[2:])


def tree(top):
    """What is in the output: the bytes of files, and what else there is."""
    found, stack = {}, [(top, "")]
    while stack:
        folder, prefix = stack.pop()
        if not folder.exists():
            continue
        for entry in os.scandir(folder):
            name = prefix + entry.name
            if entry.is_symlink():
                found[name] = f"a link to {os.readlink(entry.path)}".encode()
            elif entry.is_dir():
                found[name + "/"] = b"a folder"
                stack.append((Path(entry.path), name + "/"))
            else:
                found[name] = Path(entry.path).read_bytes()
    return found


def times(top):
    return {
        str(path): (path.lstat().st_mtime_ns, path.lstat().st_ino) for path in top.rglob("*") if not path.is_dir()
    }


def differences(want, got, subset=False):
    """What differs, of clean files and those that edits led to."""
    for name in sorted(want.keys() | got.keys()):
        if name not in got:
            yield f"{name} is missing"
        elif name not in want:
            if not subset:
                yield f"{name} should not be there"
        elif want[name] != got[name]:
            at = len(os.path.commonprefix([want[name], got[name]]))
            clean, edits = (side[name][max(0, at - 60) : at + 100] for side in (want, got))
            yield f"{name} differs from byte {at} on:\n  clean: {clean!r}\n  edits: {edits!r}"


class Player:
    """A folder for a site, and one beside it for clean builds of the same sources."""

    def __init__(self, top):
        self.top, self.site, self.bare = top, top / "site", top / "clean"
        self.site.mkdir()
        self.bare.mkdir()
        self.copied = {}  # what is in the folder for clean builds
        self.has_errors = False
        self.seconds = 0.0  # that the last build that was counted took
        self.trouble = ""  # of a build that was disturbed: what it printed

    def run(self, folder, step, *args, env=None, after=None):
        command = [PROGRAM, "build", "--json", "--jobs", str(step.jobs), *step.args, *args]
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            out, errors = process.communicate(timeout=after or SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            out, errors = process.communicate()
            if not after:
                raise Wrong("hang", f"took more than {SECONDS} s") from None
        # What is a note depends on what was known before.
        said = errors.decode("utf-8", "backslashreplace")
        return process.returncode, out, re.sub(r"(?m)^note: .*\n", "", said)

    def build(self, folder, step, *args):
        status, out, errors = self.run(folder, step, *args)
        if status not in (0, 1):
            raise Wrong("status", f"build {' '.join(args)} ended with status {status}\n{errors}")
        return status, json.loads(out), errors

    def clean(self, step):
        """Status, words and files of a build that knows nothing of an earlier one; are there
        articles that it could not read, so that one which knows them as they were before
        keeps them where they were?"""
        clear(self.bare / "public")
        clear(self.bare / ".broadsheet")
        now = {name: path.read_bytes() for name, path in sources_of(self.site)}
        for name in self.copied.keys() - now.keys():
            (self.bare / name).unlink()
        for name, data in now.items():
            if self.copied.get(name) != data:
                if (self.bare / name).is_dir():
                    shutil.rmtree(self.bare / name)  # a file has the name of an empty folder
                write(self.bare / name, data, "in place")
        self.copied = now
        status, result, said = self.build(self.bare, step)
        self.has_unread = result["failed"] > 0
        return status, said, tree(self.bare / "public")

    def compare(self, step):
        """A build of the site as it is now, with a clean one."""
        args = ["--clean"] if step.clean else []
        status, _, said = self.build(self.site, step, *args)
        status_clean, said_clean, want = self.clean(step)
        got = tree(self.site / "public")
        self.has_errors = status == 1
        if self.has_unread:
            if status != 1:
                raise Wrong("words", f"ended with {status}, though an article cannot be read:\n{said}")
            return
        if (status, said) != (status_clean, said_clean):
            raise Wrong(
                "words", f"ended with {status} and said:\n{said}\na clean one with {status_clean}:\n{said_clean}"
            )
        # What failed keeps its previous page; everything else is as it should be.
        wrong = list(differences(want, got, subset=status == 1))
        if wrong:
            raise Wrong("pages", "\n".join(wrong[:5]))
        left = {path.name for path in self.site.iterdir()} - {*SOURCES, "public", ".broadsheet", "elsewhere"}
        if left and status == 0:
            raise Wrong("left", f"beside the output: {sorted(left)}")

    def again(self, step):
        """Another build has nothing to do."""
        before = times(self.site / "public")
        status, result, errors = self.build(self.site, step)
        work = ["written", "deleted"] + ["rendered"] * (status == 0)
        if any(result[what] for what in work):
            raise Wrong("again", f"a build of what did not change: {json.dumps(result)}\n{errors}")
        if times(self.site / "public") != before:
            raise Wrong("again", "a build of what did not change has changed files")

    def disturb(self, step):
        """A build that is killed, or for which a call to the system fails: no page may be
        anything but what it was or what it should be."""
        old = tree(self.site / "public")
        status_clean, said_clean, new = self.clean(step)
        env = dict(step.crash)
        after = env.pop("after", None)
        if env:
            env["LD_PRELOAD"] = str(SHIM)
        args = ["--clean"] if step.clean else []
        status, _, self.trouble = self.run(self.site, step, *args, env=env, after=after)
        now = tree(self.site / "public")
        # Without a source that cannot be read, which it says, there are other listings.
        unread = self.has_unread or env.get("FAULT_CALL") in ("read", "open") and status in (1, 3)
        for name, data in now.items():
            # What belongs to a page that cannot be made, and so stays, is not in the new one.
            stays = name not in new and status_clean == 1
            known = data in (old.get(name), new.get(name))
            if not name.endswith("/") and not known and not stays and not unread:
                raise Wrong("torn", f"{name} is neither its old nor its new self: {data[:200]!r}")
        for name in old:  # a page that stays is never lost
            # Parts of the search index are named by what they hold: of other texts, others.
            if unread and re.match(r"search/[0-9a-f]{2}/", name):
                continue
            if name in new and name not in now and status_clean == 0:
                raise Wrong("lost", f"{name} was there before, and should be there after")
        if status == -9 and (after or "FAULT_DO" in env and not env["FAULT_DO"].isdigit()):
            return status
        if status not in (0, 1, 3):
            raise Wrong("crash", f"ended with status {status}\n{self.trouble[-2000:]}")
        if status == 3 and not self.trouble.strip():
            raise Wrong("silent", "the system failed, and nothing was said")
        if status == 3 and env.get("FAULT_CALL") == "memory" and "memory" not in self.trouble:
            raise Wrong("silent", f"there was no memory, and it said\n{self.trouble[-2000:]}")
        if status == 0 and status_clean == 0:
            wrong = list(differences(new, now))
            if wrong:
                raise Wrong("missed", "said that all is well, but\n" + "\n".join(wrong[:5]))
        return status

    def count(self, step):
        """How often a build of the site as it is would call what the shim knows: tried in a
        copy."""
        copy, counts = self.top / "copy", self.top / "counts"
        clear(copy)
        subprocess.run(["cp", "-a", self.site, copy], check=True)
        args = ["--clean"] if step.clean else []
        started = time.monotonic()
        self.run(copy, step, *args, env={"LD_PRELOAD": str(SHIM), "FAULT_COUNT": str(counts)})
        self.seconds = time.monotonic() - started
        found = [line.split() for line in counts.read_text().splitlines()]
        return {name: int(number) for name, number in found if number != "0"}

    def step(self, step, choose=None):
        """Carry it out; its status if its build was disturbed. choose(step) says how."""
        for op in step.ops:
            apply(self.site, op)
        if choose:
            step.crash = choose(step)
        if step.crash is not None:
            return self.disturb(step)
        self.compare(step)
        self.again(step)
        return None

    def listing(self, name):
        """Files below a folder of the site, by their paths from the site."""
        top = self.site / name
        return sorted(str(path.relative_to(self.site)) for path in top.rglob("*") if path.is_file())
