import sys
from itertools import combinations

titles = [sorted(title) for title in sys.stdin.read().split()[1:]]
print(sum(a == b for a, b in combinations(titles, 2)))
