"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
random_source = random.Random(20250919)


def between(low, high):
    return low + int(random_source.random() * (high - low + 1))


def shortest_round(times):
    """Forward, a café more at a time: for each set of places called at and each last one, the quickest way there."""
    ways = {(1, 0): 0}  # (the places called at, as bits; the last one) -> seconds
    for _ in range(len(times) - 1):
        longer = {}
        for (called, last), seconds in ways.items():
            for place, time in enumerate(times[last]):
                if not called >> place & 1:
                    key = (called | 1 << place, place)
                    total = seconds + time
                    if total < longer.get(key, total + 1):
                        longer[key] = total
        ways = longer
    return min(seconds + times[last][0] for (_, last), seconds in ways.items())


def write(name, times):
    text = "".join(" ".join(map(str, row)) + "\n" for row in times)
    (SECRET / (name + ".in")).write_text(f"{len(times)}\n{text}")
    (SECRET / (name + ".ans")).write_text(f"{shortest_round(times)}\n")


def town(n, time):
    return [[0 if i == j else time(i, j) for j in range(n)] for i in range(n)]


def hidden_round(n):
    """One round is cheap, but each of its steps looks dear from where one stands."""
    order = [0] + sorted(range(1, n), key=lambda _: random_source.random())
    following = dict(zip(order, order[1:] + [0]))
    return town(n, lambda i, j: 500 if following[i] == j else 400 if following[j] == i else between(450, 600))


write("01-one-cafe", town(2, lambda i, j: 10**6))
write("02-two-cafes", [[0, 1, 10], [10, 0, 1], [1, 10, 0]])
write("03-same-everywhere", town(6, lambda i, j: 7))
write("04-one-way-ring", town(9, lambda i, j: 1 if j == (i + 1) % 9 else 1000))
write("05-one-way-ring-back", town(9, lambda i, j: 1 if i == (j + 1) % 9 else 1000))
write("06-nearest-first-fails", town(7, lambda i, j: 1 if j == i + 1 < 6 else 10**6 if (i, j) == (5, 6) else 5))
write("07-random-small", town(8, lambda i, j: between(1, 30)))
write("08-random", town(10, lambda i, j: between(1, 1000)))
write("09-uphill", town(12, lambda i, j: 100 * (j - i) if j > i else i - j))
write("10-random-largest", town(15, lambda i, j: between(1, 10**6)))
write("11-nearly-the-same", town(15, lambda i, j: between(999000, 10**6)))
write("12-hidden-round", hidden_round(15))
write("13-longest", town(15, lambda i, j: 10**6))
write("14-symmetric", town(14, lambda i, j: 1 + (7 * i * i + 7 * j * j + 13 * i * j) % 997))
