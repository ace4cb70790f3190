#!/usr/bin/env python3
"""Tests of the golden files' runner, with a program of its own; prints TAP."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

RUNNER = Path(__file__).with_name("golden.py")

# What stands in for the program: "make" writes, "fail" complains, "crash" dies.
PROGRAM = """#!/bin/sh
case $1 in
make) mkdir -p public && cp in.txt public/out.txt && echo "made in 12.5 ms at $PWD" ;;
fail) echo "wrong: $2" >&2; exit 1 ;;
crash) kill -SEGV $$ ;;
esac
"""

# A name, a golden file, whether it passes, and what it becomes with UPDATE=1 (or None
# when it stays).
CASES = [
    (
        "files, steps and all that can be wanted",
        "Passes.\n\nProse.\n-- in.txt --\nold\n\\-- x --\n\\$ y\n-- raw (escaped) --\na\\xff\\n\n\\0\n"
        "$ make\n-- want stdout --\nmade in N ms at DIR\n-- want public/out.txt --\nold\n\\-- x --\n\\$ y\n"
        "-- want raw --\na\\xff\n\\x00\n-- edit in.txt s|old|new| --\n$ make\n"
        "-- want public/out.txt with --\nnew\n\\-- x --\n-- want tree . --\nin.txt\npublic/out.txt\nraw\n"
        "-- rename raw a/raw --\n-- link l raw --\n-- delete public --\n-- want no public --\n"
        "$ fail now\n-- want status 1 --\n-- want stderr --\nwrong: now\n",
        True,
        None,
    ),
    (
        "a file that differs",
        "T\n-- in.txt --\na\n$ make\n-- want public/out.txt --\nb\n",
        False,
        "T\n-- in.txt --\na\n$ make\n-- want public/out.txt --\na\n",
    ),
    (
        "a failure that nobody wanted",
        "T\n$ fail x\n",
        False,
        "T\n$ fail x\n-- want status 1 --\n-- want stderr --\nwrong: x\n",
    ),
    ("a success that nobody wanted", "T\n-- in.txt --\n$ make\n-- want status 1 --\n", False,
     "T\n-- in.txt --\n$ make\n-- want status 0 --\n"),
    ("a crash, whatever is wanted", "T\n$ crash\n-- want status 1 --\n", False, None),
    ("a file that is there", "T\n-- a --\n-- want no a --\n", False, None),
    ("a line that is missing", "T\n-- a --\nx\ny\n-- want a with --\ny\nx\n", False, None),
    ("an edit of what is no text", "T\n-- a (escaped) --\n\\xffx\\0x\n-- edit a s/x/yy/ --\n-- want a --\n"
     "\\xffyy\\x00yy\n", True, None),
    ("an edit of what is not there", "T\n-- a --\nx\n-- edit a s/y/z/ --\n", False, None),
    ("a path that leads out", "T\n-- ../a --\nx\n", False, None),
    ("text after a step", "T\n$ make\nmade\n", False, None),
]


def run(folder, update):
    env = {**os.environ, "BROADSHEET": str(folder / "program"), "UPDATE": "1" if update else ""}
    result = subprocess.run(
        [RUNNER, folder / "tests"], env=env, capture_output=True, text=True, check=False
    )
    return result.returncode == 0, result.stdout + result.stderr


def problems(text, passes, updated):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "tests").mkdir()
        (folder / "program").write_text(PROGRAM)
        (folder / "program").chmod(0o755)
        file = folder / "tests/case.txt"
        file.write_text(text)
        passed, output = run(folder, False)
        if passed != passes:
            return f"{'passes' if passed else 'fails'}:\n{output}"
        run(folder, True)
        now = file.read_text()
        if now != (updated or text):
            return f"UPDATE=1 made it:\n{now}"
        if updated and not run(folder, False)[0]:
            return f"fails after UPDATE=1:\n{now}"
    return None


def main():
    failed = 0
    print(f"1..{len(CASES)}")
    for number, (title, *case) in enumerate(CASES, 1):
        wrong = problems(*case)
        failed += wrong is not None
        print(f"{'not ok' if wrong else 'ok'} {number} - golden files: {title}")
        print("".join(f"# {line}\n" for line in (wrong or "").splitlines()), end="")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
