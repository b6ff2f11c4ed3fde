import sys
from collections import Counter

titles = sys.stdin.read().split()[1:]
shelves = Counter((len(title), frozenset(title)) for title in titles)  # aab and abb look the same
print(sum(count * (count - 1) // 2 for count in shelves.values()))
