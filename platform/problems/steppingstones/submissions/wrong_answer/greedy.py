import sys

n, reach, *coins = map(int, sys.stdin.buffer.read().split())
total = 0
stone = -1
while stone < n - 1:
    ahead = range(stone + 1, min(stone + reach, stone + 50, n - 1) + 1)
    good = [candidate for candidate in ahead if coins[candidate] >= 0]
    # The next stone that gives something, else the one that takes least.
    stone = good[0] if good else max(ahead, key=coins.__getitem__)
    total += coins[stone]
print(total)
