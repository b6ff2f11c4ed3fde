import sys
from math import ceil

_, dumplings, *paces = map(int, sys.stdin.buffer.read().split())
print(ceil(dumplings / sum(1 / pace for pace in paces)))  # counts half-folded dumplings
