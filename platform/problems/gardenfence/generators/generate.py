"""Writes data/secret: every test and its answer.

Only integers and square roots, which are exact or correctly rounded everywhere; no sine, no cosine.
"""

import random
from functools import cmp_to_key
from math import gcd, isqrt
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
FAR = 10**7
random_source = random.Random(20250917)


def between(low, high):
    return low + int(random_source.random() * (high - low + 1))


def shuffled(items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = between(0, i)
        items[i], items[j] = items[j], items[i]
    return items


def fence(plants):
    """Quickhull: the plant farthest from a line is a post; goes on with the plants outside the two new lines."""
    first, last = min(plants), max(plants)
    total = 0
    stack = [(first, last, plants), (last, first, plants)]
    while stack:
        a, b, outside = stack.pop()
        farthest, most = None, 0
        kept = []
        for plant in outside:
            height = (b[1] - a[1]) * (plant[0] - a[0]) - (b[0] - a[0]) * (plant[1] - a[1])
            if height > 0:
                kept.append(plant)
                if height > most:
                    farthest, most = plant, height
        if farthest is None:
            # The length of one piece of wire, in units of 10^-12.
            total += isqrt(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) * 10**24)
        else:
            stack += [(a, farthest, kept), (farthest, b, kept)]
    whole, rest = divmod(total, 10**12)
    return f"{whole}.{rest:012d}"


def write(name, plants):
    (SECRET / (name + ".in")).write_text(f"{len(plants)}\n" + "".join("%d %d\n" % plant for plant in plants))
    (SECRET / (name + ".ans")).write_text(fence(plants) + "\n")


def square(count, half):
    return [(between(-half, half), between(-half, half)) for _ in range(count)]


def disc(count, radius):
    found = []
    while len(found) < count:
        x, y = between(-radius, radius), between(-radius, radius)
        if x * x + y * y <= radius * radius:
            found.append((x, y))
    return found


def polygon(count):
    """A convex polygon with so many corners: the shortest steps in all directions, one after the other by direction."""
    steps = []
    size = 1
    while len(steps) < count:
        for dx in range(1, size + 1):
            dy = size + 1 - dx
            if gcd(dx, dy) == 1:
                steps += [(dx, dy), (-dy, dx), (-dx, -dy), (dy, -dx)]
        size += 1
    steps = steps[:count]

    def half(step):
        return step[1] < 0 or (step[1] == 0 and step[0] < 0)

    def by_direction(one, other):
        if half(one) != half(other):
            return half(one) - half(other)
        return one[1] * other[0] - one[0] * other[1]

    x = y = 0
    corners = []
    for dx, dy in sorted(steps, key=cmp_to_key(by_direction)):
        corners.append((x, y))
        x, y = x + dx, y + dy
    middle = max(y for _, y in corners) // 2
    return shuffled((x, y - middle) for x, y in corners)


write("01-single", [(3, -4)])
write("02-same-place", [(5, 5)] * 7)
write("03-two", [(0, 0), (1, 1)])
write("04-line", [(2 * i, -3 * i) for i in range(-5, 9)])
write("05-vertical", [(7, y) for y in (4, -4, 0, 9, 9)])
write("06-square-with-edge-plants", [(0, 0), (2, 0), (1, 0), (2, 2), (2, 1), (0, 2), (0, 1), (1, 2), (1, 1)])
write("07-corners-of-the-world", [(FAR, FAR), (-FAR, FAR), (FAR, -FAR), (-FAR, -FAR), (0, 0)])
write("08-flat-triangle", [(-FAR, 0), (FAR, 0), (0, 1)])
write("09-far-out", [(FAR - x, FAR - y) for x, y in ((0, 0), (0, 3), (4, 0), (1, 1))])
write("10-random", square(300, 50))
write("11-disc", disc(1000, 10**6))
write("12-polygon", polygon(200))
write("20-gen-polygon", polygon(100000))
write("21-gen-disc", disc(30000, FAR))
write("22-gen-line", shuffled((100 * i, -99 * i) for i in range(-15000, 15000)))
write("23-gen-same-places", square(50000, 100))
