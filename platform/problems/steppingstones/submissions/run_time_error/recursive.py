import sys
from functools import lru_cache

n, reach, *coins = map(int, sys.stdin.buffer.read().split())


@lru_cache(maxsize=None)
def best(stone):
    if stone == 0:
        return 0
    return coins[stone - 1] + max(best(before) for before in range(stone - 1, max(0, stone - reach) - 1, -1))


print(best(n))  # RecursionError: far too deep
