"""Writes data/secret: every test and its answer."""

import random
from collections import Counter
from heapq import heapify, heapreplace
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
SCALE = 2**64
random_source = random.Random(20250908)


def between(low, high):
    return low + int(random_source.random() * (high - low + 1))


def finished(paces, dumplings):
    """Jumps close to the end, then plays the folding event by event.

    After T seconds at most T * (sum of 1 / pace) dumplings are finished, so none of the moments before
    dumplings / (sum of 1 / pace) is late enough, and from there on fewer than one dumpling per cook is missing.
    """
    cooks = Counter(paces)
    scaled_rate = sum(-(-count * SCALE // pace) for pace, count in cooks.items())  # rounded up
    start = (dumplings * SCALE - 1) // scaled_rate
    done = sum(count * (start // pace) for pace, count in cooks.items())
    assert done < dumplings
    events = [((start // pace + 1) * pace, pace) for pace in cooks]
    heapify(events)
    while True:
        moment, pace = events[0]
        done += cooks[pace]
        if done >= dumplings:
            return moment
        heapreplace(events, (moment + pace, pace))


def write(name, dumplings, paces):
    (SECRET / (name + ".in")).write_text(f"{len(paces)} {dumplings}\n{' '.join(map(str, paces))}\n")
    (SECRET / (name + ".ans")).write_text(f"{finished(paces, dumplings)}\n")


write("01-one-of-all", 1, [1])
write("02-slowest-answer", 10**9, [10**6])
write("03-first-dumpling", 1, [7, 3, 9])
write("04-ties", 6, [2, 2, 2])
write("05-ties-and-one-more", 7, [2, 2, 2])
write("06-one-fast", 1000, [1, 10**6, 10**6])
write("07-just-before", 10, [2, 3, 6])
write("08-over-int", 10**9, [999983, 999979, 1000000])
write("09-random-small", 500, [between(1, 30) for _ in range(20)])
write("10-random", 123456789, [between(1, 10**6) for _ in range(2000)])
write("20-gen-random", 10**9, [between(1, 10**6) for _ in range(100000)])
write("21-gen-equal", 10**9, [10**6] * 30000)
write("22-gen-slow-cooks", 999999937, [between(900000, 10**6) for _ in range(30000)])
write("23-gen-few-dumplings", 5, [between(500000, 10**6) for _ in range(30000)])
write("24-gen-one-second", 10**9, [1] * 100000)
write("25-gen-one-fast", 10**9, [10**6] * 99999 + [1])
