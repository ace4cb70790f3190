"""A process that stays: what `watch` leaves after each save is what a build from nothing
leaves, and so is what a build finds when it has gone.

Nobody says when the watcher is done: it prints a line for each build. After each line the
output is compared with a clean one; it must be the same before the lines end.
"""

import signal
import subprocess
import threading

from play import PROGRAM, Wrong, apply, differences, tree

STEPS = 20
SECONDS = 30  # without a line: nothing more is to come


class Watch:
    """broadsheet watch in a site's folder, and a count of the lines that it prints."""

    def __init__(self, site, step):
        command = [PROGRAM, "watch", "--jobs", str(step.jobs), *step.args]
        self.process = subprocess.Popen(
            command, cwd=site, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.lines, self.news = 0, threading.Condition()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for _ in self.process.stdout:
            with self.news:
                self.lines += 1
                self.news.notify_all()

    def wait(self, seen):
        """Until there are more lines than were seen; how many."""
        with self.news:
            if not self.news.wait_for(lambda: self.lines > seen, SECONDS):
                raise TimeoutError
            return self.lines

    def end(self):
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(SECONDS)
        self.reader.join()
        if status:
            raise Wrong("status", f"watch ended with status {status}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.reader.join()


def settle(watch, player, step):
    """Wait until the output is as it should be."""
    status, _, want = player.clean(step)
    seen = watch.lines
    while not player.has_unread:
        try:
            wrong = list(differences(want, tree(player.site / "public"), subset=status == 1))
        except FileNotFoundError as error:
            wrong = [f"{error.filename} went while it was read"]  # the build is not done
        if not wrong:
            return
        try:
            seen = watch.wait(seen)
        except TimeoutError:
            raise Wrong("pages", "\n".join(["nothing was built any more, and", *wrong[:5]])) from None


def followed(story):
    player, first = story.player, story.edit()
    for op in first.ops:
        apply(player.site, op)
    with Watch(player.site, first) as watch:
        watch.wait(0)
        settle(watch, player, first)
        for _ in range(STEPS):
            step = story.edit()
            step.args, step.clean = first.args, False
            for op in step.ops:
                apply(player.site, op)
            settle(watch, player, step)
        watch.end()
    last = story.next()
    last.args, last.clean = first.args, False
    player.step(last)
