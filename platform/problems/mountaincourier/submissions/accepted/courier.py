import sys
from heapq import heappop, heappush

n, m, *numbers = map(int, sys.stdin.buffer.read().split())
trails = [[] for _ in range(n)]
for a, b, minutes in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    trails[a - 1].append((b - 1, minutes))
    trails[b - 1].append((a - 1, minutes))

# Dijkstra over two floors: place `hut` with the voucher in hand, place `hut + n` once it is used.
best = [None] * (2 * n)
heap = [(0, 0)]
while heap:
    time, place = heappop(heap)
    if best[place] is not None:
        continue
    best[place] = time
    used = place >= n
    for hut, minutes in trails[place % n]:
        if used:
            if best[hut + n] is None:
                heappush(heap, (time + minutes, hut + n))
        else:
            if best[hut] is None:
                heappush(heap, (time + minutes, hut))
            if best[hut + n] is None:
                heappush(heap, (time, hut + n))
print(best[2 * n - 1])  # at hut n the voucher has always been worth using
