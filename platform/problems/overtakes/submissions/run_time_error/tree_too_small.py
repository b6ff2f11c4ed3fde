import sys

n, *arrivals = map(int, sys.stdin.buffer.read().split())

tree = [0] * n  # has no place for runner n
pairs = 0
for already_in, runner in enumerate(arrivals):
    smaller = 0
    i = runner
    while i:
        smaller += tree[i]
        i &= i - 1
    pairs += already_in - smaller
    i = runner
    while i < len(tree):
        tree[i] += 1
        i += i & -i
print(pairs)
