"""From a save to the message that reloads the open page, under broadsheet serve."""

import http.client
import itertools
import json
import math
import os
import queue
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import namedtuple

from common import (
    PROGRAM, SECONDS, WORK, Edited, Table, body_edit, machine, patiently, run, title_edit
)

SAVES, EDITIONS = 51, 5  # of an article, the ways by turns; of what all pages depend on
SETTLED = 1  # seconds without a save, after which the first one is measured

COLUMNS = [
    "articles", "saved", "saves", "builds", "pages made", "reload ms", "95 of 100 ms",
    "longest ms", "all built ms", "all saved ms", "again", "server MiB",
]

# In milliseconds from the end of the save: the message, the end of the build, and the end of
# writing down what was built.
Save = namedtuple("Save", "told built kept made builds")


class Stream:
    """The events that an open page is sent."""

    def __init__(self, address, page, version):
        query = urllib.parse.urlencode({"page": page, "version": version})
        self.socket = socket.create_connection(address, timeout=SECONDS)
        head = f"GET /_broadsheet/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.socket.sendall(head.encode())
        self.reply = http.client.HTTPResponse(self.socket)
        self.reply.begin()

    def wait(self, *names):
        """The first event of these names."""
        while line := self.reply.readline():
            key, _, value = line.decode().rstrip("\n").partition(": ")
            if key == "event" and value in names:
                return value
        sys.exit("the server ended the stream")

    def close(self):
        self.reply.close()
        self.socket.close()


class Serve:
    """The server, with one page open in a browser."""

    def __init__(self, folder, page):
        self.folder, self.page = folder, page
        self.errors = open(WORK / "errors.txt", "wb")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--json"], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.errors, text=True,
        )
        self.builds = queue.Queue()
        line = self.process.stdout.readline()
        found = re.search(r" at (http://\S+) \(Ctrl-C ends\)$", line.rstrip("\n"))
        if not found:
            sys.exit(f"broadsheet serve failed: {line!r}")
        parts = urllib.parse.urlsplit(found[1])
        self.address = (parts.hostname, parts.port)
        threading.Thread(target=self.listen, daemon=True).start()
        self.builds.get(timeout=SECONDS)
        time.sleep(SETTLED)
        self.stream = None
        self.again = 0  # reloads of pages that had been loaded when all was quiet
        self.open()

    def listen(self):
        """Note when each build ended, and what it did."""
        lines = []
        for line in self.process.stdout:
            now = time.time()
            lines.append(line)
            if line == "}\n":
                self.builds.put((now, json.loads("".join(lines))))
                lines = []

    def load(self):
        """The version of the page, as a browser learns it."""
        connection = http.client.HTTPConnection(*self.address, timeout=SECONDS)
        connection.request("GET", self.page)
        text = connection.getresponse().read().decode()
        connection.close()
        return re.search(r'data-version="(\w*)"', text)[1]

    def open(self, version=None):
        """Load the page if no version is given, and listen to what it is told."""
        if self.stream:
            self.stream.close()
        self.version = self.load() if version is None else version
        self.stream = Stream(self.address, self.page, self.version)
        if self.stream.wait("reload", "styles") == "reload":
            self.again += 1
            self.open()

    def kept_at(self):
        """When what was built was written down last; 0 while that is under way."""
        sums = [path for path in self.folder.glob(".broadsheet/*/state.sum")]
        try:
            return max(path.stat().st_mtime for path in sums)
        except (OSError, ValueError):
            return 0

    def wait_kept(self, since):
        end = time.monotonic() + SECONDS
        while (kept := self.kept_at()) <= since:
            if time.monotonic() > end:
                sys.exit("broadsheet serve does not write down what was built")
            time.sleep(0.02)
        return kept

    def save(self, way, path, text, event):
        """Save a file, wait for the message, reload, and wait for quiet."""
        saved = way(path, text)
        self.stream.wait(event)
        told = time.time()
        if event == "reload":
            self.open()
        builds = [self.builds.get(timeout=SECONDS)]
        kept = self.wait_kept(builds[0][0])
        self.await_idle()
        while not self.builds.empty():
            builds.append(self.builds.get())
        # A message that came too late, or once too often, is not taken for the next one.
        self.open(self.version)
        times = [(at - saved) * 1000 for at in (told, builds[-1][0], kept)]
        return Save(*times, sum(said["rendered"] for _, said in builds), len(builds))

    def await_idle(self):
        """Wait until no thread of the server runs."""
        def cpu():
            with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
                return file.read().rpartition(")")[2].split()[11:13]

        before = None
        while (now := cpu()) != before:
            before = now
            time.sleep(0.1)

    def peak_mib(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.stream:
            self.stream.close()
        self.process.terminate()
        try:
            self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.errors.close()


def in_place(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return time.time()


def renamed(path, text, name):
    new = path.with_name(name)
    new.write_text(text)
    os.rename(new, path)
    return time.time()


def as_gedit(path, text):
    """By a file whose name is known to be no source."""
    return renamed(path, text, ".goutputstream-ABCDEF")


def as_sed(path, text):
    """By a file that might be one."""
    return renamed(path, text, "sedABCDEF")


WAYS = {"in place": in_place, "by a rename, as gedit": as_gedit, "by a rename, as sed -i": as_sed}


def percentile(values, percent):
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


def row(table, count, name, serve, saves):
    told = [save.told for save in saves]
    again, serve.again = serve.again, 0
    table.row(
        f"{count:,}", name, str(len(saves)), str(sum(save.builds for save in saves)),
        f"{statistics.median(save.made for save in saves):,.0f}",
        f"{statistics.median(told):.1f}", f"{percentile(told, 95):.1f}", f"{max(told):.1f}",
        f"{statistics.median(save.built for save in saves):.1f}",
        f"{statistics.median(save.kept for save in saves):.0f}",
        str(again), f"{serve.peak_mib():.0f}",
    )


def measure(table, count):
    site = Edited(count, "latency")
    run([PROGRAM, "build", "-q"], site.folder)
    path, _ = site.next_article()
    page = f"/{path.relative_to(site.folder / 'content').with_suffix('.html')}"
    if not (site.folder / f"public{page}").exists():
        sys.exit(f"{path} has no page {page}")
    ways = itertools.cycle(WAYS)
    with Serve(site.folder, page) as serve:
        for what, change in (("body", body_edit), ("title", title_edit)):
            saves = {way: [] for way in WAYS}
            original = path.read_text()
            for turn in range(SAVES):
                way = next(ways)
                edited, text = change(path, turn)
                saves[way].append(serve.save(WAYS[way], edited, text, "reload"))
            serve.save(in_place, path, original, "reload")
            for way in WAYS:
                row(table, count, f"{what}, {way}", serve, saves[way])
        saves = patiently(EDITIONS, lambda: serve.save(in_place, *site.template(), "reload"))
        row(table, count, "template of articles", serve, saves)
        saves = patiently(EDITIONS, lambda: serve.save(in_place, *site.styles(), "styles"))
        row(table, count, "stylesheet", serve, saves)
    site.verify()
    site.discard()


def main(sizes):
    table = Table("latency", machine(), COLUMNS, texts=2)
    for size in sizes:
        measure(table, size)
    table.add(
        "", "The save ends with its last system call, the reload begins with the message to the "
        "open page. All is built when the server says so, and saved when the state of the build "
        "is on disk, some time after the last edit. Messages that came again for a page that was "
        "as it is are counted. All output was compared with that of a clean build, and is the same.",
    )
    table.end()
