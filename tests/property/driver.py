"""Plays stories, in several processes, and reports what went wrong."""

import concurrent.futures
import itertools
import os
import random
import shutil
import tempfile
from pathlib import Path

import edits
import shrink
from model import Site
from play import Player, Step, Wrong
from stories import STEPS

WORKERS = min(2, os.cpu_count() or 1)


def options_of(site, rng):
    args = ["--drafts"] if site.options["drafts"] else []
    if site.options["date"]:
        args += ["--date", site.options["date"]]
    return {"args": args, "jobs": rng.choice([1, 2, 2, 3, 8]), "clean": rng.random() < 0.04}


class Story:
    """One site's history, as it is made up step by step."""

    def __init__(self, seed, top, articles=(4, 26)):
        self.rng = random.Random(seed)
        self.player = Player(top)
        self.site = Site(self.rng, self.rng.randint(*articles))
        self.steps = []

    def edit(self, harm=False):
        """Think of edits, if this is not the first step: the next step. Harm is done only
        where nothing failed: what a lost memory knew of pages that stay cannot come back."""
        if self.steps and harm and not self.player.has_errors:
            edits.step(self.site, self.player.listing("public"), self.player.listing(".broadsheet"))
        elif self.steps:
            edits.step(self.site)
        return self.next()

    def next(self):
        ops = self.site.take()
        # What a lost memory knew cannot be taken back by edits of the same moment.
        if any(op[0] != "harm" for op in ops):
            ops = [op for op in ops if op[0] != "harm" or not op[2].startswith(".broadsheet")]
        step = Step(ops, **options_of(self.site, self.rng))
        self.steps.append(step)
        return step


def play(seed, tell):
    """Let tell(story) run; None, or the report of what went wrong."""
    # Memory is faster; a real file system is real.
    memory = seed % 8 and "TMPDIR" not in os.environ and os.access("/dev/shm", os.W_OK)
    top = Path(tempfile.mkdtemp(prefix="property-", dir="/dev/shm" if memory else None))
    story = None
    try:
        story = Story(seed, top)
        tell(story)
        return None
    except Wrong as wrong:
        return report(seed, story.steps, wrong)
    finally:
        shutil.rmtree(top, ignore_errors=True)


def report(seed, steps, wrong):
    lines = [f"seed {seed}, step {len(steps)}: {wrong.kind}", shrink.show_build(steps[-1]), str(wrong)]
    if os.environ.get("SHRINK") != "0":
        small = shrink.shrink(steps, wrong.kind)
        if small is None:
            lines.append("It did not fail when it was played again; the last step of it was:")
            small = [Step(steps[-1].ops, steps[-1].args, steps[-1].jobs, steps[-1].clean, steps[-1].crash)]
        else:
            again = shrink.failure(small)
            lines += ["", "The shortest that was found:", str(again or ""), ""]
        lines.append(shrink.script(small))
    return "\n".join(lines)


def results(tell, seeds):
    """The seeds in order, each with None or a report, from as many processes as there
    may be. Seeds may go on for ever."""
    seeds = iter(seeds)
    with concurrent.futures.ProcessPoolExecutor(WORKERS) as pool:
        waiting = [(seed, pool.submit(play, seed, tell)) for seed in itertools.islice(seeds, WORKERS)]
        while waiting:
            seed, future = waiting.pop(0)
            yield seed, future.result()
            waiting += [(seed, pool.submit(play, seed, tell)) for seed in itertools.islice(seeds, 1)]


def fresh_seeds():
    return itertools.count(random.SystemRandom().randrange(10**6, 10**9))


def test(title, tell, seeds):
    """Print TAP; false if anything failed."""
    well = True
    print(f"1..{len(seeds)}", flush=True)
    for number, (seed, wrong) in enumerate(results(tell, seeds), 1):
        well &= wrong is None
        print(f"{'not ok' if wrong else 'ok'} {number} - {title}, seed {seed}")
        print("".join(f"# {line}\n" for line in (wrong or "").splitlines()), end="", flush=True)
    return well


def soak(kinds):
    """Until something fails, or somebody stops it."""
    for rounds in itertools.count(1):
        for kind, tell in kinds.items():
            for seed, wrong in results(tell, itertools.islice(fresh_seeds(), 8)):
                if wrong:
                    print(f"\n{kind} {seed} fails:\n{wrong}", flush=True)
                    return False
        sites = rounds * len(kinds) * 8
        print(f"\r{sites} sites, {sites * STEPS} steps so far", end="", flush=True)
    return True
