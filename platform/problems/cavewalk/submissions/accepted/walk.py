import sys

n, *numbers = map(int, sys.stdin.buffer.read().split())
passages = [[] for _ in range(n + 1)]
for a, b, length in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    passages[a].append((b, length))
    passages[b].append((a, length))


def farthest(start):
    """The chamber farthest from start, and how far it is."""
    distance = [-1] * (n + 1)
    distance[start] = 0
    reached = [start]
    for chamber in reached:
        for neighbour, length in passages[chamber]:
            if distance[neighbour] < 0:
                distance[neighbour] = distance[chamber] + length
                reached.append(neighbour)
    end = max(reached, key=distance.__getitem__)
    return end, distance[end]


# A chamber farthest from anywhere is one end of a longest walk.
end, _ = farthest(1)
print(farthest(end)[1])
