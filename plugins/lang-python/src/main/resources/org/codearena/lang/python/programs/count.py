import sys

n = int(input())
for start in range(1, n + 1, 10_000):
    stop = min(start + 10_000, n + 1)
    sys.stdout.write("\n".join(map(str, range(start, stop))) + "\n")
