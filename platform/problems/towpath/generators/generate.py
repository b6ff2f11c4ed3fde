"""Writes data/secret: every test and its answer. All arithmetic is exact, with fractions, up to the last division."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
FAR = 10**9
random_source = random.Random(20250916)


def between(low, high):
    return low + int(random_source.random() * (high - low + 1))


def minutes(members):
    """The answer belongs to a pair: (x2 - x1) / (v1 + v2). Moves from pair to pair until no pair needs longer.

    At time p / q member i can be anywhere in [x - v p / q, x + v p / q]. If the rightmost left end lies right of the
    leftmost right end, these two members need longer: their own time is the next to try.
    """
    p, q = 0, 1
    while True:
        left = max(members, key=lambda member: (member[0] * q - member[1] * p))
        right = min(members, key=lambda member: (member[0] * q + member[1] * p))
        if left[0] * q - left[1] * p <= right[0] * q + right[1] * p:
            return decimal(p, q)
        p, q = left[0] - right[0], left[1] + right[1]


def decimal(p, q):
    """p / q with 12 digits after the point."""
    whole, rest = divmod((2 * p * 10**12 + q) // (2 * q), 10**12)
    return f"{whole}.{rest:012d}"


def write(name, members):
    (SECRET / (name + ".in")).write_text(f"{len(members)}\n" + "".join("%d %d\n" % member for member in members))
    (SECRET / (name + ".ans")).write_text(minutes(members) + "\n")


def members(count, places, paces):
    return [(between(*places), between(*paces)) for _ in range(count)]


def balanced(count):
    """Who is far out is fast, so that no pair stands out."""
    found = []
    for _ in range(count):
        pace = between(1, 1000)
        side = 1 if between(0, 1) else -1
        found.append((side * (pace * 900 - between(0, 800)), pace))
    return found


write("01-two", [(0, 1), (1, 1)])
write("02-shortest-time", [(5, 1000), (6, 1000), (5, 1000)])
write("03-longest-time", [(-FAR, 1), (FAR, 1)])
write("04-slow-in-the-middle", [(-100, 100), (0, 1), (100, 100)])
write("05-slow-ones-decide", [(-1000, 1000), (-500, 1), (400, 1), (1000, 1000)])
write("06-third", [(0, 1), (1, 2)])
write("07-same-place-but-one", [(7, 3)] * 50 + [(8, 1000)])
write("08-random", members(200, (-1000, 1000), (1, 10)))
write("09-random-far", members(1000, (-FAR, FAR), (1, 1000)))
write("10-close-together", members(1000, (0, 3), (900, 1000)))
write("11-far-out", [(FAR, 1000), (FAR - 10, 1000), (FAR - 3, 400)])
write("20-gen-random", members(50000, (-99999, 99999), (1, 1000)))
write("21-gen-balanced", balanced(200000))
write("22-gen-equal-pace", members(20000, (-FAR, FAR), (500, 500)))
write("23-gen-close-together", members(30000, (0, 9), (990, 1000)))
