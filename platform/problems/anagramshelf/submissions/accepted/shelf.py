import sys
from collections import Counter

titles = sys.stdin.read().split()[1:]
shelves = Counter("".join(sorted(title)) for title in titles)
print(sum(count * (count - 1) // 2 for count in shelves.values()))
