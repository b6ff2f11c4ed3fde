#!/usr/bin/env python3
"""What a room costs: until it is ready, with a new image and with one that is there; until it has ended; and what `room enter` adds to
a program that is started bare, on a terminal, interleaved. Run by `make bench`, as root, on a machine that is otherwise idle."""

import json
import os
import shutil
import sys
import tempfile
import time

from roomclient import Room, Terminal

ROOMS, ENTRIES = 20, 200


def summary(seconds):
    ordered = sorted(seconds)
    at = lambda share: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 2)
    return {"count": len(ordered), "p50Ms": at(0.5), "p90Ms": at(0.9), "maxMs": at(1)}


def timed(action):
    began = time.perf_counter()
    result = action()
    return time.perf_counter() - began, result


def rooms(mode, home):
    times = {"new": [], "existing": [], "end": []}
    for i in range(ROOMS):
        for kind in ("new", "existing"):
            took, room = timed(lambda: Room(mode, disk=f"{home}/{i}.img"))
            times[kind].append(took)
            times["end"].append(timed(room.close)[0])
    return {kind: summary(seconds) for kind, seconds in times.items()}


def run_on_terminal(command):
    terminal = Terminal(command)
    os.waitpid(terminal.pid, 0)
    os.close(terminal.master)


def entries(mode, home):
    with Room(mode, disk=f"{home}/0.img") as room:
        room.prefix = []  # which would be a program more
        times = {"bare": [], "enter": []}
        for _ in range(ENTRIES):
            times["bare"].append(timed(lambda: run_on_terminal(["/bin/true"]))[0])
            times["enter"].append(timed(lambda: run_on_terminal(room.command("/bin/true")))[0])
    return {kind: summary(seconds) for kind, seconds in times.items()}


def main():
    results = {}
    for mode in ("A", "B"):
        home = tempfile.mkdtemp(prefix="room-bench-")
        os.chmod(home, 0o777)
        results[mode] = {**rooms(mode, home), **entries(mode, home)}
        shutil.rmtree(home)
        for kind, values in results[mode].items():
            print(f"{mode} {kind:9} " + " ".join(f"{name}={value}" for name, value in values.items()))
    if len(sys.argv) > 2 and sys.argv[1] == "--json":
        with open(sys.argv[2], "w") as file:
            json.dump(results, file, indent=2)


if __name__ == "__main__":
    main()
