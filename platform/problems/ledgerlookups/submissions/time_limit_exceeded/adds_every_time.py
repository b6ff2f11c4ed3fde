import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
n = numbers[0]
days = numbers[2 : 2 + n]
claims = numbers[2 + n :]
for a, b in zip(claims[::2], claims[1::2]):
    print(sum(days[a - 1 : b]))
