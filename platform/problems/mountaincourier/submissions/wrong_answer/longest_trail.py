import sys
from heapq import heappop, heappush

n, m, *numbers = map(int, sys.stdin.buffer.read().split())
trails = [[] for _ in range(n + 1)]
for a, b, minutes in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    trails[a].append((b, minutes))
    trails[b].append((a, minutes))

# Finds the quickest way without the voucher and then spends it on the longest trail of that way.
best = {}
heap = [(0, 0, 1)]
while heap:
    time, longest, hut = heappop(heap)
    if hut in best:
        continue
    best[hut] = time + longest
    for neighbour, minutes in trails[hut]:
        if neighbour not in best:
            ploughed = max(-longest, minutes)
            heappush(heap, (time + minutes, -ploughed, neighbour))
print(best[n])
