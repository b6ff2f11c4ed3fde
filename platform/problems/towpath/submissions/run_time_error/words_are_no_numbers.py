import sys

members = [line.split() for line in sys.stdin.read().splitlines()[1:]]
low, high = 0.0, 1e9
for _ in range(80):
    middle = (low + high) / 2
    if max(x - v * middle for x, v in members) <= min(x + v * middle for x, v in members):  # TypeError: still words
        high = middle
    else:
        low = middle
print(high)
