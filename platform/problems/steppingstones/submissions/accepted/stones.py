import sys
from collections import deque

_, reach, *coins = map(int, sys.stdin.buffer.read().split())

# The stones within reach that may still be the best to come from, with falling numbers of coins; the bank is stone 0.
candidates = deque([(0, 0)])
best = 0
for stone, here in enumerate(coins, start=1):
    if candidates[0][0] < stone - reach:
        candidates.popleft()
    best = candidates[0][1] + here
    while candidates and candidates[-1][1] <= best:
        candidates.pop()
    candidates.append((stone, best))
print(best)
