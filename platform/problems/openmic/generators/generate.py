"""Writes data/secret in two groups: every test and its answer."""

import random
from bisect import bisect_right
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
random_source = random.Random(20250906)
END = 10**9


def below(bound):
    return int(random_source.random() * bound)


def shuffled(items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = below(i + 1)
        items[i], items[j] = items[j], items[i]
    return items


def most_acts(acts):
    """Dynamic programming over the ends, not the greedy choice: best[i] is the answer for the i acts that end first."""
    acts = sorted(acts, key=lambda act: act[1])
    ends = [end for _, end in acts]
    best = [0]
    for i, (begin, _) in enumerate(acts):
        best.append(max(best[i], best[bisect_right(ends, begin, 0, i)] + 1))
    return best[-1]


def write(name, acts):
    (SECRET / (name + ".in")).write_text(f"{len(acts)}\n" + "".join("%d %d\n" % act for act in acts))
    (SECRET / (name + ".ans")).write_text(f"{most_acts(acts)}\n")


def acts(count, last, longest):
    found = []
    for _ in range(count):
        length = 1 + below(longest)
        begin = below(last - length + 1)
        found.append((begin, begin + length))
    return found


write("1-small/01-one", [(0, 1)])
write("1-small/02-all-the-same", [(5, 9)] * 4)
write("1-small/03-touching", [(0, 10), (10, 20), (20, 30)])
write("1-small/04-one-inside", [(0, 100), (10, 20), (30, 40), (50, 60)])
write("1-small/05-short-in-the-gap", [(0, 50), (49, 52), (51, 100)])
write("1-small/06-fewest-conflicts", [(0, 2), (2, 4), (4, 6), (6, 8), (3, 5)] + [(1, 3), (5, 7)] * 3)
write("1-small/07-limits", [(0, END), (END - 1, END), (0, 1)])
write("1-small/08-random", acts(40, 60, 12))
write("1-small/09-random-dense", acts(1000, 3000, 60))
write("2-large/20-gen-random-long", acts(30000, END, END // 3))
write("2-large/21-gen-random-short", acts(30000, END, 130000))
write("2-large/22-gen-touching", shuffled((6 * i, 6 * (i + 1)) for i in range(150000)))
write("2-large/23-gen-nested", shuffled((i, END - i) for i in range(30000)))
write("2-large/24-gen-backwards", [(30000 * i, 30000 * i + 29999) for i in range(29999, -1, -1)])
