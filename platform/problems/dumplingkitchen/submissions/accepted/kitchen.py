import sys

_, dumplings, *paces = map(int, sys.stdin.buffer.read().split())

low, high = 0, dumplings * min(paces)  # too short, long enough
while high - low > 1:
    middle = (low + high) // 2
    if sum(middle // pace for pace in paces) >= dumplings:
        high = middle
    else:
        low = middle
print(high)
