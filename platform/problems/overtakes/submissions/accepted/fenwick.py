import sys

_, *arrivals = map(int, sys.stdin.buffer.read().split())

# Every pair counts at its second arrival: how many with a larger number are in already?
tree = [0] * (len(arrivals) + 1)
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
