import sys

_, *arrivals = map(int, sys.stdin.buffer.read().split())
print(sum(a > b for a, b in zip(arrivals, arrivals[1:])))
