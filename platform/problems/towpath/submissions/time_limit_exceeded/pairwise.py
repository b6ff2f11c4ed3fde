import sys
from itertools import combinations

_, *numbers = map(int, sys.stdin.buffer.read().split())
members = list(zip(numbers[::2], numbers[1::2]))
print(max(abs(x - y) / (v + w) for (x, v), (y, w) in combinations(members, 2)))
