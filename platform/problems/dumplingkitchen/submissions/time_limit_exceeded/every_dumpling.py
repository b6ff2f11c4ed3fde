import sys
from heapq import heapify, heapreplace

_, dumplings, *paces = map(int, sys.stdin.buffer.read().split())

events = [(pace, pace) for pace in paces]
heapify(events)
for _ in range(dumplings - 1):
    moment, pace = events[0]
    heapreplace(events, (moment + pace, pace))
print(events[0][0])
