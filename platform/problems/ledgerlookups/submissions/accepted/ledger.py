import sys
from itertools import accumulate

numbers = list(map(int, sys.stdin.buffer.read().split()))
n = numbers[0]
until = [0, *accumulate(numbers[2 : 2 + n])]
claims = numbers[2 + n :]
print("\n".join(str(until[b] - until[a - 1]) for a, b in zip(claims[::2], claims[1::2])))
