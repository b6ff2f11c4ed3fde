import sys

n, *numbers = map(int, sys.stdin.read().split())
times = [numbers[i * n : (i + 1) * n] for i in range(n)]
cafes = range(n - 1)  # café i is place i + 1
to_bakery = [times[i + 1][0] for i in cafes]
between = [times[i + 1][1:] for i in cafes]

# rest[left][i]: from café i on, when the cafés in the bit set `left` are still to be called at.
rest = [to_bakery]
for left in range(1, 1 << (n - 1)):
    ways = [(rest[left & ~(1 << i)][i], i) for i in cafes if left >> i & 1]
    rest.append([min([row[i] + way for way, i in ways]) for row in between])
everything = (1 << (n - 1)) - 1
print(min(times[0][i + 1] + rest[everything & ~(1 << i)][i] for i in cafes))
