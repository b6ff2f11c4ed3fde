import sys
from itertools import permutations

n, *numbers = map(int, sys.stdin.read().split())
times = [numbers[i * n : (i + 1) * n] for i in range(n)]
print(
    min(
        sum(times[a][b] for a, b in zip((0, *order), (*order, 0)))
        for order in permutations(range(1, n))
    )
)
