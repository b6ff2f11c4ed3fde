"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
random_source = random.Random(20250907)
MOST = 10**9


def between(low, high):
    return low + int(random_source.random() * (high - low + 1))


def totals(days, claims):
    """Sums whole blocks of 512 days, then the days at the edges: no prefix sums."""
    size = 512
    blocks = [sum(days[i : i + size]) for i in range(0, len(days), size)]
    found = []
    for first, last in claims:
        begin, end = first - 1, last
        left, right = -(-begin // size), end // size
        if left >= right:
            found.append(sum(days[begin:end]))
        else:
            found.append(sum(days[begin : left * size]) + sum(blocks[left:right]) + sum(days[right * size : end]))
    return found


def write(name, days, claims):
    lines = "".join("%d %d\n" % claim for claim in claims)
    (SECRET / (name + ".in")).write_text(f"{len(days)} {len(claims)}\n{' '.join(map(str, days))}\n{lines}")
    (SECRET / (name + ".ans")).write_text("".join(f"{total}\n" for total in totals(days, claims)))


def days(count, low=-MOST, high=MOST):
    return [between(low, high) for _ in range(count)]


def claims(count, n):
    return [tuple(sorted((between(1, n), between(1, n)))) for _ in range(count)]


def long_claims(count, n):
    return [(between(1, n // 10), between(n - n // 10, n)) for _ in range(count)]


write("01-one-day", [-7], [(1, 1)] * 3)
write("02-all-claims", [1, -10, 100, -1000], [(a, b) for a in range(1, 5) for b in range(a, 5)])
write("03-zeros", [0] * 10, claims(5, 10))
write("04-over-int", [MOST, MOST, MOST, -MOST], [(1, 2), (1, 3), (1, 4), (2, 4)])
write("05-under-int", [-MOST] * 3, [(1, 3), (2, 3)])
write("06-one-claim", days(50), [(1, 50)])
write("07-random", days(300, -50, 50), claims(300, 300))
write("20-gen-largest-total", [MOST] * 50000, long_claims(1000, 50000) + [(1, 50000)])
write("21-gen-single-days", days(20000), [(day, day) for day in range(1, 20001)])
write("22-gen-long-claims", days(200000, -99, 99), long_claims(150000, 200000))
write("23-gen-random", days(30000), claims(30000, 30000))
