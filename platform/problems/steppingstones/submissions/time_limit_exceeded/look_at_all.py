import sys

n, reach, *coins = map(int, sys.stdin.buffer.read().split())
best = [0]
for here in coins:
    best.append(max(best[-reach:]) + here)
print(best[n])
