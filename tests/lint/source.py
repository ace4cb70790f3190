"""What the lint scripts share: which files there are, and C without its comments.

Each script beside this one checks the tree in the current folder, prints one line for
each thing that is wrong, as PATH:LINE: MESSAGE where it can, and ends with status 1 if
there was any. Lines that begin with "note:" are advice and do not fail.
"""

import os
import re
import sys

# What git ignores in the root, the tarball of "make dist" among it, and Python's leavings.
NOT_OURS = re.compile(
    r"(\./)?(\.git|build|public|\.broadsheet|node_modules|broadsheet-[^/]*\.tar\.gz)"
    r"|.*/__pycache__"
)


def walk(*tops):
    """Every file of the repository in these folders, in order, by its path."""
    found = []
    for top in tops:
        for folder, folders, names in os.walk(top):
            folders[:] = [f for f in folders if not NOT_OURS.fullmatch(os.path.join(folder, f))]
            paths = [os.path.join(folder, name) for name in names]
            found += [os.path.normpath(path) for path in paths if not NOT_OURS.fullmatch(path)]
    return sorted(found)


def c_files(*tops):
    return [path for path in walk(*(tops or ("src", "tests"))) if path.endswith((".c", ".h"))]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def first_line(path):
    with open(path, "rb") as file:
        return file.readline().decode("utf-8", "replace").rstrip("\n")


TOKEN = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""", re.S | re.X
)


def code(text):
    """C with comments blanked and literals emptied; line numbers stay."""

    def blank(match):
        token = match[0]
        if token[0] in "\"'":
            return token[0] * 2
        return re.sub(r"[^\n]", " ", token)

    return TOKEN.sub(blank, text)


def finish(wrong):
    for line in wrong:
        print(line)
    sys.exit(any(not line.startswith("note:") for line in wrong))
