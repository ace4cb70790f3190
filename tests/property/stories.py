"""What is tried on a site: edits alone, builds that are killed, systems that fail."""

import errno

import edits

STEPS = 20  # of a story: edits, kills or faults

# Calls to kill at, and how often each is chosen among those that a build makes.
KILLED = ["any", "any", "any", "any", "write", "rename", "create", "folder", "remove", "sync", "size"]

# Calls that fail, and with what.
ERRORS = {
    "write": [errno.ENOSPC, errno.EIO],
    "rename": [errno.ENOSPC, errno.EIO, errno.EACCES],
    "create": [errno.ENOSPC, errno.EIO, errno.EACCES],
    "folder": [errno.ENOSPC, errno.EACCES],
    "remove": [errno.EACCES, errno.EIO],
    "sync": [errno.EIO, errno.ENOSPC],
    "size": [errno.ENOSPC, errno.EIO],
    "close": [errno.EIO, errno.ENOSPC],
    "map": [errno.ENOMEM, errno.EIO],
    "read": [errno.EIO],
    "open": [errno.EACCES, errno.EIO],
    "memory": [errno.ENOMEM],
}


def edited(story):
    """After each step the site is built as it is; so is a copy of its sources, from
    nothing. Both must say the same and leave the same; one more build must do nothing."""
    for _ in range(STEPS):
        story.player.step(story.edit(harm=True))


def killed(story):
    """Half of the kills come at some moment of the time that the build takes, half at a
    call that changes the disk: before, after or amid it. At every kill each page is what
    it was, or what it is to become. Sometimes the next edits take back those of the build
    that was killed: what it left must go."""
    rng, player = story.rng, story.player

    def choose(step):
        counts = player.count(step)
        kinds = [kind for kind in KILLED if kind in counts]
        if rng.random() < 0.5 or not kinds:
            return {"after": max(0.001, rng.random() * 1.1 * player.seconds)}
        kind = rng.choice(kinds)
        at = str(rng.randint(1, counts[kind]))
        return {"FAULT_CALL": kind, "FAULT_AT": at, "FAULT_DO": rng.choice(["kill", "late", "half"])}

    for _ in range(STEPS):
        since = story.site.count
        step = story.edit()
        step.clean, step.jobs = rng.random() < 0.15, rng.choice([1, 2])
        player.step(step, choose)
        if rng.random() < 0.3:
            edits.undo(story.site, since)
        if rng.random() < 0.8:
            player.step(story.next())


def failed(story):
    """In each build one call fails, or all from one on. The program must end by itself. It
    may end with status 0 only if the output is then as it should be; if not, it has said
    what failed, and every page is what it was or what it is to become."""
    rng, player = story.rng, story.player

    def choose(step):
        counts = player.count(step)
        kind = rng.choice(sorted(counts.keys() & ERRORS.keys()) + ["memory", "write"])
        most = counts.get(kind, 1)
        at = rng.choice([rng.randint(1, most), int(most ** rng.random())])
        crash = {"FAULT_CALL": kind, "FAULT_AT": str(at), "FAULT_DO": str(rng.choice(ERRORS[kind]))}
        return {**crash, "FAULT_STAYS": "1"} if rng.random() < 0.3 else crash

    for _ in range(STEPS):
        step = story.edit()
        # With one thread, a call is the same one when it is played again.
        step.clean, step.jobs = rng.random() < 0.15, rng.choice([1, 1, 1, 2])
        player.step(step, choose)
        if rng.random() < 0.8:
            player.step(story.next())
