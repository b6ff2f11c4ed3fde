"""Writes data/secret: every test and its answer.

A race is built by sending in the runners in the order of their start and letting each pass so many of those before it.
The answer is the sum of these numbers, known before the race is.
"""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
N = 300000
BLOCK = 4000
random_source = random.Random(20250910)


def below(bound):
    return int(random_source.random() * bound)


def race(passed):
    """The arrivals if runner i + 1 passes passed[i] of the i runners before it; kept in blocks, to insert fast."""
    blocks = [[]]
    for i, count in enumerate(passed):
        place = len(blocks) - 1
        while count > len(blocks[place]):
            count -= len(blocks[place])
            place -= 1
        block = blocks[place]
        block.insert(len(block) - count, i + 1)
        if len(block) > BLOCK:
            blocks[place : place + 1] = [block[: BLOCK // 2], block[BLOCK // 2 :]]
    return [runner for block in blocks for runner in block]


def write(name, passed):
    (SECRET / (name + ".in")).write_text(f"{len(passed)}\n{' '.join(map(str, race(passed)))}\n")
    (SECRET / (name + ".ans")).write_text(f"{sum(passed)}\n")


write("01-alone", [0])
write("02-in-order", [0] * 5)
write("03-swapped", [0, 1])
write("04-last-comes-first", [0] * 9 + [9])
write("05-first-comes-last", [0] + [1] * 9)
write("06-neighbours", [0, 1] * 4)
write("07-random", [below(i + 1) for i in range(1000)])
write("20-gen-backwards", list(range(100000)))
write("21-gen-random", [below(i + 1) for i in range(N)])
write("22-gen-in-order", [0] * 50000)
write("23-gen-nearly-in-order", [min(i, below(50)) for i in range(100000)])
write("24-gen-over-int", list(range(65537)))
