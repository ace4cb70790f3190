"""Makes a history that fails as short as it will go, and writes it as a shell script."""

import base64
import shlex
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from play import Player, Wrong, apply

SECONDS = 90  # to shrink one failure


def failure(steps, folder=None):
    """How the last step of a history fails, if it does. The others are only built."""
    top = Path(tempfile.mkdtemp(prefix="property-", dir=folder))
    player = Player(top)
    try:
        for step in steps[:-1]:
            for op in step.ops:
                apply(player.site, op)
            if step.crash is not None:
                player.disturb(step)
            else:
                player.build(player.site, step, *(["--clean"] if step.clean else []))
        player.step(steps[-1])
    except Wrong as wrong:
        return wrong
    except ValueError as error:  # no JSON
        return Wrong("words", f"printed no JSON: {error}")
    finally:
        shutil.rmtree(top, ignore_errors=True)
    return None


def minimise(items, fails):
    """Delta debugging: as few of the items as will do, in their order."""
    parts = 2
    while items:
        size = -(-len(items) // parts)
        for start in range(0, len(items), size):
            fewer = items[:start] + items[start + size :]
            if fails(fewer):
                items, parts = fewer, max(parts - 1, 2)
                break
        else:
            if size == 1:
                break
            parts = min(parts * 2, len(items))
    return items


class Shrinker:
    def __init__(self, kind):
        self.kind, self.end = kind, time.monotonic() + SECONDS

    def fails(self, steps):
        if not steps or time.monotonic() > self.end:
            return False
        wrong = failure(steps)
        return wrong is not None and wrong.kind == self.kind

    def drop_steps(self, steps):
        return minimise(steps[:-1], lambda fewer: self.fails([*fewer, steps[-1]])) + steps[-1:]

    def merge_steps(self, steps):
        at = 0
        while at + 1 < len(steps):
            one = replace(steps[at + 1], ops=steps[at].ops + steps[at + 1].ops)
            merged = [*steps[:at], one, *steps[at + 2 :]]
            if steps[at].crash is None and self.fails(merged):
                steps = merged
            else:
                at += 1
        return steps

    def drop_ops(self, steps):
        def rebuilt(pairs):
            return [
                replace(step, ops=[op for number, op in pairs if number == at]) for at, step in enumerate(steps)
            ]

        pairs = [(at, op) for at, step in enumerate(steps) for op in step.ops]
        return rebuilt(minimise(pairs, lambda fewer: self.fails(rebuilt(fewer))))

    def drop_lines(self, steps):
        """Of files; those that are long first, since little time may be left."""
        places = [(at, n) for at, step in enumerate(steps) for n, op in enumerate(step.ops) if op[0] == "put"]
        for at, number in sorted(places, key=lambda place: -len(steps[place[0]].ops[place[1]][2])):
            kind, path, data, how = steps[at].ops[number]

            def with_lines(lines, at=at, number=number, path=path, how=how):
                ops = list(steps[at].ops)
                ops[number] = ("put", path, b"".join(lines), how)
                return [*steps[:at], replace(steps[at], ops=ops), *steps[at + 1 :]]

            if data.count(b"\n") > 1 and kind == "put":
                lines = minimise(data.splitlines(True), lambda fewer: self.fails(with_lines(fewer)))
                steps = with_lines(lines)
        return steps

    def simplify(self, steps):
        for at, step in enumerate(steps):
            for simple in (replace(step, args=[]), replace(step, jobs=1), replace(step, clean=False)):
                trial = [*steps[:at], simple, *steps[at + 1 :]]
                if simple != steps[at] and self.fails(trial):
                    steps = trial
        return steps


def shrink(steps, kind):
    """Shorter steps that fail in the same way, and how many seconds were left."""
    shrinker = Shrinker(kind)
    if not shrinker.fails(steps):
        return None
    for smaller in (shrinker.drop_steps, shrinker.drop_ops, shrinker.merge_steps, shrinker.drop_steps,
                    shrinker.drop_ops, shrinker.simplify, shrinker.drop_lines, shrinker.drop_ops):  # fmt: skip
        steps = smaller(steps)
    return steps


# As a script.


def show_put(path, data, how):
    name = shlex.quote(path)
    if how == "unseen":
        return f"touch -r {name} ../time\n" + show_put(path, data, "in place") + f"touch -r ../time {name}"
    folder = path.rpartition("/")[0]
    lines = [f"mkdir -p {shlex.quote(folder)}"] if folder else []
    target = ".other" if how == "by rename" else name
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = None
    if text is None or (text and not text.endswith("\n")) or "\r" in text:
        lines.append(f"echo {base64.b64encode(data).decode()} | base64 -d >{target}")
    else:
        lines.append(f"cat >{target} <<'END'\n{text}END")
    if how == "by rename":
        lines.append(f"mv .other {name}")
    if how == "long ago":
        lines.append(f"touch -d 2001-09-09 {name}")
    return "\n".join(lines)


def show_harm(how, path, where=0.0):
    name = shlex.quote(path)
    if how == "drop":
        return f"rm -r {name}"
    if how in ("other bytes", "flip"):
        change = f"d[int({where} * len(d))] ^= {1 + int(where * 1000) % 255}"
        return f"python3 -c 'd = bytearray(open(\"{path}\", \"rb\").read()); {change}; open(\"{path}\", \"wb\").write(d)'"
    return {
        "cut": f"truncate -s $(python3 -c 'import os; print(int({where} * os.stat(\"{path}\").st_size))') {name}",
        "empty": f"truncate -s 0 {name}",
        "folder": f"rm {name}; mkdir {name}",
        "link": f"echo 'not a page' >elsewhere; ln -sf \"$PWD/elsewhere\" {name}",
        "lost link": f'ln -sf "$PWD/nowhere" {name}',
        "chmod": f"chmod 600 {name}",
    }[how]


def show_op(op):
    kind, *rest = op
    names = [shlex.quote(part) for part in rest if isinstance(part, str)]
    if kind == "put":
        return show_put(*rest)
    if kind == "harm":
        return show_harm(*rest)
    if kind == "touch":
        return f"touch{' -d @' + str(rest[1]) if rest[1] else ''} {names[0]}"
    return {
        "drop": lambda: f"rm -r {names[0]}",
        "move": lambda: f"mkdir -p {shlex.quote(rest[1].rpartition('/')[0])}; mv {names[0]} {names[1]}",
        "swap": lambda: f"mv {names[0]} .x; mv {names[1]} {names[0]}; mv .x {names[1]}",
        "save": lambda: f"rm -rf ../{rest[0]}; mkdir ../{rest[0]}; cp -a $SOURCES ../{rest[0]}",
        "restore": lambda: {
            "copy": f"rm -r $SOURCES; cp -a ../{rest[0]}/. .",
            "sync": f"for s in $SOURCES; do rsync -a --delete ../{rest[0]}/$s .; done",
            "checkout": f"for s in $SOURCES; do rsync -rc --delete ../{rest[0]}/$s .; done",
        }[rest[1]],
    }[kind]()


def show_build(step):
    args = [*step.args, "--jobs", str(step.jobs), *(["--clean"] if step.clean else [])]
    command = f"broadsheet build {' '.join(args)}"
    crash = dict(step.crash or {})
    if "after" in crash:
        return f"timeout -s KILL {crash['after']:.4f} {command} || true"
    if crash:
        settings = " ".join(f"{name}={value}" for name, value in crash.items())
        return f"env LD_PRELOAD=$SHIM {settings} {command} || echo status $?"
    return f"{command} || true"


def script(steps):
    lines = ["#!/bin/sh", "# SHIM=$PWD/build/plain/faults.so; run it in an empty folder."]
    lines += ["SOURCES='content templates data static site.yaml urls.txt words.txt'", "mkdir site clean; cd site"]
    for number, step in enumerate(steps, 1):
        lines.append(f"\n# Step {number}")
        lines += [show_op(op) for op in step.ops]
        lines.append(show_build(step))
    args = " ".join(steps[-1].args)
    lines.append("\n# The same from nothing\ncp -r $SOURCES ../clean 2>/dev/null")
    lines.append(f"(cd ../clean && broadsheet build {args})\ndiff -r ../clean/public public")
    return "\n".join(lines)
