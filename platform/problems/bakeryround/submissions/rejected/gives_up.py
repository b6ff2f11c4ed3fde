import sys
from itertools import permutations

n, *numbers = map(int, sys.stdin.read().split())
times = [numbers[i * n : (i + 1) * n] for i in range(n)]
if n > 12:
    sys.exit("too many cafés")  # a crash in some tests
orders = permutations(range(1, n)) if n < 9 else [range(1, n)]  # and a wrong answer in others
print(min(sum(times[a][b] for a, b in zip((0, *order), (*order, 0))) for order in orders))
