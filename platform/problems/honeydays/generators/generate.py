"""Writes data/secret in four groups: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
random_source = random.Random(20251121)
SMALL = 10**5
LARGE = 10**9


def between(least, most):
    return least + int(random_source.random() * (most - least + 1))


def best(changes):
    """By prefix sums: the largest one behind each smallest one before it. The submissions carry a run along instead."""
    total, smallest, found = 0, 0, None
    for change in changes:
        total += change
        found = total - smallest if found is None else max(found, total - smallest)
        smallest = min(smallest, total)
    return found


def write(name, changes):
    path = SECRET / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(f"{len(changes)}\n{' '.join(map(str, changes))}\n")
    path.with_suffix(".ans").write_text(f"{best(changes)}\n")


def spread(count, least, most):
    return [between(least, most) for _ in range(count)]


write("1-sunny/01-one", [7])
write("1-sunny/02-nothing", [0, 0, 0])
write("1-sunny/03-random", spread(200, 0, SMALL))
write("1-sunny/04-longest", spread(300, 0, SMALL))
write("2-few/01-one-bad-day", [-5])
write("2-few/02-all-bad", [-3, -1, -2])
write("2-few/03-bad-between", [5, -2, 5])
write("2-few/04-too-bad-between", [5, -6, 4])
write("2-few/05-random", spread(100, -SMALL, SMALL))
write("2-few/06-mostly-bad", spread(100, -SMALL, SMALL // 4))
write("3-some/01-all-bad", spread(3000, -SMALL, -1))
write("3-some/02-random", spread(3000, -SMALL, SMALL))
write("3-some/03-at-the-ends", [SMALL] * 1000 + [-SMALL] * 1000 + [SMALL] * 1000)
write("4-many/01-largest", [LARGE] * 40)
write("4-many/02-smallest", [-LARGE] * 3)
write("4-many/20-gen-random", spread(200000, -LARGE, LARGE))
write("4-many/21-gen-all-bad", spread(200000, -LARGE, -1))
write("4-many/22-gen-all-good", [LARGE] * 200000)
