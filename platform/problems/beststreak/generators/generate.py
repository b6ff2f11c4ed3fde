"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
N = 100000
MOST = 10**9
NEVER = -MOST * N
random_source = random.Random(20250918)


def between(low, high):
    return low + int(random_source.random() * (high - low + 1))


class Log:
    """The days in blocks of eight, eight blocks in a larger block, and so on.

    Every block knows its sum, its best beginning, its best end (perhaps empty) and its best streak.
    """

    SPAN = 8

    def __init__(self, days):
        self.levels = [[(day, day, max(0, day), day) for day in days]]
        while len(self.levels[-1]) >= self.SPAN:
            below = self.levels[-1]
            self.levels.append([self.joined(below[i : i + self.SPAN]) for i in range(0, len(below), self.SPAN)])

    def joined(self, blocks):
        best = head = NEVER
        total = ending = 0
        for block_total, block_head, block_tail, block_best in blocks:
            best = max(best, block_best, ending + block_head)
            head = max(head, total + block_head)
            total += block_total
            ending = max(block_tail, ending + block_total)
        return total, head, ending, best

    def set(self, day, value):
        place = day - 1
        self.levels[0][place] = (value, value, max(0, value), value)
        for below, level in zip(self.levels, self.levels[1:]):
            place //= self.SPAN
            level[place] = self.joined(below[place * self.SPAN : (place + 1) * self.SPAN])

    def best(self, first, last):
        """Walks from the first day to the last, always with the largest block that begins here and fits."""
        blocks = []
        place, level, size = first - 1, 0, 1
        while place < last:
            while level + 1 < len(self.levels) and place % (size * self.SPAN) == 0 and place + size * self.SPAN <= last:
                level, size = level + 1, size * self.SPAN
            while place + size > last:
                level, size = level - 1, size // self.SPAN
            blocks.append(self.levels[level][place // size])
            place += size
        return self.joined(blocks)[3]


def write(name, days, things):
    log = Log(days)
    answers = []
    for word, a, b in things:
        if word == "set":
            log.set(a, b)
        else:
            answers.append(log.best(a, b))
    lines = "".join("%s %d %d\n" % thing for thing in things)
    (SECRET / (name + ".in")).write_text(f"{len(days)} {len(things)}\n{' '.join(map(str, days))}\n{lines}")
    (SECRET / (name + ".ans")).write_text("".join(f"{answer}\n" for answer in answers))


def days(count, most=MOST):
    return [between(-most, most) for _ in range(count)]


def mixed(n, count, calls, most=MOST, shortest=1):
    """Random things to do; `calls` of a hundred are calls, about periods of at least `shortest` days."""
    things = []
    for _ in range(count - 1):
        if between(1, 100) > calls:
            things.append(("set", between(1, n), between(-most, most)))
        else:
            first = between(1, n - shortest + 1)
            things.append(("best", first, between(first + shortest - 1, n)))
    return things + [("best", 1, n)]


write("01-one-day", [-3], [("best", 1, 1), ("set", 1, 8), ("best", 1, 1)])
write("02-all-bad", [-5, -2, -9, -4], [("best", 1, 4), ("best", 3, 4), ("best", 1, 1)])
write("03-all-good", [5, 2, 9, 4], [("best", 1, 4), ("best", 2, 3)])
write("04-zeros", [0, -1, 0], [("best", 1, 3), ("best", 2, 2)])
GAP = [("best", 1, 5), ("best", 1, 3), ("set", 4, -5), ("best", 1, 5), ("set", 4, -1), ("best", 1, 5)]
write("05-over-the-gap", [5, -4, 5, -6, 7], GAP)
write("06-every-period", [2, -3, 4, -1, 3, -5, 1], [("best", a, b) for a in range(1, 8) for b in range(a, 8)])
write("07-over-int", [MOST] * 500, [("best", 1, 500), ("set", 250, -MOST), ("best", 1, 500), ("best", 250, 250)])
write("08-random", days(200, 30), mixed(200, 600, 60, 30))
write("20-gen-long-periods", days(N, 99), mixed(N, N, 100, 99, 90000))
write("21-gen-mixed", days(50000, 999), mixed(50000, 50000, 50, 999))
write("22-gen-corrections", days(20000), mixed(20000, 20000, 10))
write("23-gen-large-sums", [MOST] * 20000, mixed(20000, 10000, 80))
