"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
N = 100000
MOST = 10**9
random_source = random.Random(20250913)


def below(bound):
    return int(random_source.random() * bound)


def shuffled(items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = below(i + 1)
        items[i], items[j] = items[j], items[i]
    return items


def longest(parents, lengths):
    """Chamber i + 1 hangs below parents[i] <= i: joins the two deepest branches of every chamber, from the last on."""
    depth = [0] * (len(parents) + 1)
    best = 0
    for chamber in range(len(parents), 0, -1):
        above = parents[chamber - 1]
        branch = depth[chamber] + lengths[chamber - 1]
        best = max(best, depth[above] + branch)
        depth[above] = max(depth[above], branch)
    return best


def write(name, parents, lengths):
    """The chambers get new numbers and the passages a new order, so that nothing of the shape shows."""
    numbers = shuffled(range(1, len(parents) + 2))
    passages = []
    for i, (above, length) in enumerate(zip(parents, lengths)):
        ends = (numbers[i + 1], numbers[above]) if below(2) else (numbers[above], numbers[i + 1])
        passages.append("%d %d %d\n" % (*ends, length))
    (SECRET / (name + ".in")).write_text(f"{len(numbers)}\n" + "".join(shuffled(passages)))
    (SECRET / (name + ".ans")).write_text(f"{longest(parents, lengths)}\n")


def path(count):
    return list(range(count - 1))


def bush(count, reach):
    """Every chamber hangs below one of the `reach` chambers before it."""
    return [max(0, i - below(reach)) for i in range(count - 1)]


def lengths(count, most=MOST):
    return [1 + below(most) for _ in range(count - 1)]


write("01-one-passage", [0], [1])
write("02-star", [0] * 9, [3, 1, 4, 1, 5, 9, 2, 6, 5])
write("03-path", path(10), [1] * 9)
write("04-two-arms", [0, 1, 0, 3], [5, 5, 6, 6])
write("05-off-the-root", [0, 1, 2, 1, 4, 0], [1, 10, 10, 10, 9, 3])
write("06-few-but-long", [0, 1, 2, 3, 4, 0, 0], [1, 1, 1, 1, 1, 50, 60])
write("07-over-int", path(500), [MOST] * 499)
write("08-random", bush(600, 600), lengths(600, 1000))
write("20-gen-path", path(N), lengths(N, 1000))
write("21-gen-bush", bush(N, N), lengths(N, 1000))
write("22-gen-star", [0] * 14999, lengths(15000))
write("23-gen-broom", path(8000) + [7999] * 8000, lengths(16000))
write("24-gen-narrow-bush", bush(15000, 5), lengths(15000))
