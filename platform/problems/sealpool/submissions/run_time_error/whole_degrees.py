import sys

numbers = list(map(int, sys.stdin.read().split()))  # "8.00" is not an integer
volumes, temperatures = numbers[1::2], numbers[2::2]
print(sum(v * t for v, t in zip(volumes, temperatures)) / sum(volumes))
