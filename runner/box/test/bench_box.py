#!/usr/bin/env python3
"""What a run in a box costs beside bare fork and exec: the same programs, interleaved, in one go. As root; --json FILE."""

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from boxclient import Box, Pair

TARGET = Path(__file__).resolve().parent.parent / "target"
AGAINST = "fork and exec by an equally resident process, interleaved, same run"
PROGRAMS = {"tiny_c": ("/box/tiny", 300), "python": ("/usr/bin/python3 -I -S -c pass", 60)}


class Bare:
    """The same programs without a box."""

    def __init__(self, home, core=None):
        self.home = home
        pinned = [] if core is None else ["taskset", "-c", str(core)]
        self.process = subprocess.Popen([*pinned, TARGET / "bare"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env={})

    def run(self, command):
        self.process.stdin.write(command.replace("/box/", f"{self.home}/box/").encode() + b"\n")
        assert self.process.stdout.readline() == b"0\n", command

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def run_boxed(box, command):
    run = box.run(*command.split(" "))
    assert run.exit == 0, run.end


def milliseconds(function):
    started = time.perf_counter()
    function()
    return (time.perf_counter() - started) * 1000


def interleaved(runners, command, rounds):
    times = {name: [] for name in runners}
    for _ in range(rounds):
        for name, run in runners.items():
            times[name].append(milliseconds(lambda: run(command)))
    return {name: sorted(values) for name, values in times.items()}


def overshoots(box, limit_ms=100, rounds=15):
    runs = [box.run("/box/attacks", "burns_forever", cpu_ms=limit_ms, wall_ms=20_000) for _ in range(rounds)]
    assert all(run.over == "cpu" for run in runs)
    return sorted(run.cpu_us / 1000 - limit_ms for run in runs)


def run_pair(pair, command, core):
    program, validator = (side.split(" ") for side in command.split(" | "))
    keys = {} if core is None else {"core": core}
    ends = [run.exit for run in pair.run(program, validator, keys, keys)]
    assert ends == [0, 0], ends


def measure_pairs(home):
    """Two programs that talk, in boxes and bare; on one core and on any."""
    figures = []
    nothing, pings, rounds = "/box/attacks exits 0 | /box/attacks exits 0", 20_000, 100
    with Pair("A") as a, Pair("B") as b:
        for box in (a.program, a.validator, b.program, b.validator):
            box.put("attacks", (TARGET / "attacks").read_bytes())
        for core in (0, None):
            where = "one_core" if core == 0 else "any_core"
            bare = Bare(home, core)
            runners = {"bare": bare.run, "A": lambda c: run_pair(a, c, core), "B": lambda c: run_pair(b, c, core)}
            starts = {name: times[rounds // 2] for name, times in interleaved(runners, nothing, rounds).items()}
            talks = interleaved(runners, f"/box/attacks echoes | /box/attacks pings {pings}", 7)
            for name in runners:
                rate = pings / max(0.001, talks[name][3] - starts[name]) * 1000
                print(f"pair, {where}, {name:4}: {starts[name]:7.3f} ms, {rate:8.0f} there and back per second")
                if name != "bare":
                    added = starts[name] - starts["bare"]
                    figures.append(figure(f"box.{name}.pair.{where}.added_ms.p50", added, "ms", "<= 4", added <= 4, AGAINST, rounds))
                    figures.append(figure(f"box.{name}.pair.{where}.pings_per_s", rate, "1/s", "", True, AGAINST, 7))
            bare.close()
    return figures


def figure(name, value, unit, goal, held, against, rounds):
    return {"name": name, "value": round(value, 3), "unit": unit, "goal": goal, "held": held, "against": against, "rounds": rounds}


def measure():
    figures = []
    with Box("A") as a, Box("B", slot=1) as b:
        for box in (a, b):
            for name in ("tiny", "attacks"):
                box.put(name, (TARGET / name).read_bytes())
        bare = Bare(a.home)
        runners = {"bare": bare.run, "A": lambda c: run_boxed(a, c), "B": lambda c: run_boxed(b, c)}
        print(f"{'program':8} {'where':5} {'p10 ms':>8} {'p50 ms':>8} {'p90 ms':>8} {'added':>8} {'ratio':>7}")
        for program, (command, rounds) in PROGRAMS.items():
            for run in runners.values():
                run(command)
            for where, times in interleaved(runners, command, rounds).items():
                if where == "bare":
                    floor = times[rounds // 2]
                p50 = times[rounds // 2]
                print(f"{program:8} {where:5} {times[rounds // 10]:8.3f} {p50:8.3f} {times[rounds * 9 // 10]:8.3f} "
                      f"{p50 - floor:8.3f} {p50 / floor:7.2f}")
                if where != "bare":
                    goal = 0.8 if program == "tiny_c" else 1.5
                    figures.append(figure(f"box.{where}.{program}.added_ms.p50", p50 - floor, "ms", f"<= {goal}", p50 - floor <= goal, AGAINST, rounds))
                    figures.append(figure(f"box.{where}.{program}.ratio", p50 / floor, "", "", True, AGAINST, rounds))
        bare.close()
        figures += measure_pairs(a.home)
        for box in (a, b):
            over = overshoots(box)
            print(f"CPU limit of 100 ms, mode {box.mode}: overshoot p50 {over[len(over) // 2]:.2f} ms, most {over[-1]:.2f} ms")
            figures.append(figure(f"box.{box.mode}.cpu_overshoot_ms.p50", over[len(over) // 2], "ms", "<= 5", over[len(over) // 2] <= 5,
                                  "the limit", len(over)))
    return figures


def main(arguments):
    figures = measure()
    if arguments[:1] == ["--json"]:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=TARGET.parent)
        machine = {"kernel": platform.release(), "cores": os.cpu_count(), "load": os.getloadavg()[0]}
        document = {"machine": machine, "commit": commit.stdout.strip(), "figures": figures}
        Path(arguments[1]).write_text(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
