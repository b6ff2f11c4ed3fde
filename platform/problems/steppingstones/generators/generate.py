"""Writes data/secret: every test and its answer."""

import random
from heapq import heappop, heappush
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
N = 300000
MOST = 10**9
random_source = random.Random(20250912)


def between(low, high):
    return low + int(random_source.random() * (high - low + 1))


def most_coins(reach, coins):
    """The best of the last stones comes from a heap that forgets stones out of reach when they surface."""
    heap = [(0, 0)]  # (minus the coins, stone); the bank is stone 0
    best = 0
    for stone, here in enumerate(coins, start=1):
        while heap[0][1] < stone - reach:
            heappop(heap)
        best = here - heap[0][0]
        heappush(heap, (-best, stone))
    return best


def write(name, reach, coins):
    (SECRET / (name + ".in")).write_text(f"{len(coins)} {reach}\n{' '.join(map(str, coins))}\n")
    (SECRET / (name + ".ans")).write_text(f"{most_coins(reach, coins)}\n")


def coins(count, low=-MOST, high=MOST):
    return [between(low, high) for _ in range(count)]


write("01-one-stone", 1, [-7])
write("02-one-leap", 3, [-5, -6, -1])
write("03-no-choice", 1, [5, -3, 2, -8])
write("04-all-good", 4, [1, 2, 3, 4])
write("05-greedy-trap", 2, [1, 2, -100, -1, 50])
write("06-look-ahead", 3, [10, -1, -1, -50, -50, 40, -60, -60, -60, 7])
write("07-zeros", 2, [0] * 9)
write("08-over-int", 1, [MOST] * 1000)
write("09-under-int", 2, [-MOST] * 1000)
write("10-random", 7, coins(500, -50, 50))
write("20-gen-all-good", 25000, [MOST] * 50000)
write("21-gen-all-bad", 2, [-MOST] * 50000)
write("22-gen-half", 150000, coins(N, -99999, 99999))
write("23-gen-rising-debts", 50000, [-stone for stone in range(1, 100001)])
write("24-gen-short-leaps", 3, coins(100000, -1000, 900))
write("25-gen-whole-river", 50000, coins(50000, -MOST, -1))
