"""On a disk that is full: the program says so, old pages stay, and room mends everything.

The site lies on a small file system of its own, in memory, with a filler that leaves more
room or less. It is edited and built; what ends with status 3 has left every page as it
was or as it is to become. Then the filler goes, and the next build gives the clean
result. Needs root, or a namespace of one's own.
"""

import os
import subprocess
import sys
import tempfile

from play import Wrong

MIB = 2**20
SIZE = 12 * MIB
FILLS = 12  # of each site
INSIDE = "BROADSHEET_SMALL_DISK"  # is set in the namespace where it is mounted


def fill(folder, room):
    """Leave so much room."""
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with open(folder / "filler", "wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, max(1, free - room))


def filled(story):
    rng, player = story.rng, story.player
    disk = player.top / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", disk], check=True)
    player.site = disk / "site"
    player.site.mkdir()
    failed = 0
    try:
        for number in range(FILLS):
            step = story.edit()
            step.clean = rng.random() < 0.3
            # Those that write a whole tree need the most.
            most = 3 * MIB if step.clean or number == 0 else MIB // 2
            room = rng.choice([0, rng.randint(0, most), rng.randint(0, most // 8)])

            def choose(_, room=room):
                fill(disk, room)
                return {}

            status = player.step(step, choose)
            (disk / "filler").unlink()
            if status == 3:
                failed += 1
                if "the disk is full" not in player.trouble and "No space left" not in player.trouble:
                    raise Wrong("words", f"the disk was full, and it said\n{player.trouble[:2000]}")
            player.step(story.next())
    finally:
        subprocess.run(["umount", "-l", disk], check=False)
    if not failed:
        raise Wrong("easy", "no build has filled the disk: the test shows nothing")


def enter():
    """Run again where a disk can be mounted, if this is not there; false if that is nowhere."""
    if INSIDE in os.environ:
        return True
    wrap = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "-r", "--mount"]
    with tempfile.TemporaryDirectory() as folder:
        probe = [*wrap, "mount", "-t", "tmpfs", "none", folder]
        try:
            able = subprocess.run(probe, capture_output=True, check=False).returncode == 0
        except OSError:
            able = False
    if able:
        # What was shrunk would be played on a large disk, and not fail.
        os.environ.update({INSIDE: "1", "SHRINK": "0"})
        os.execvp(wrap[0], [*wrap, sys.executable, *sys.argv])
    return False
