import sys

n, *numbers = map(int, sys.stdin.buffer.read().split())
passages = [[] for _ in range(n + 1)]
for a, b, length in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    passages[a].append((b, length))
    passages[b].append((a, length))

distance = [-1] * (n + 1)
distance[1] = 0
reached = [1]
for chamber in reached:
    for neighbour, length in passages[chamber]:
        if distance[neighbour] < 0:
            distance[neighbour] = distance[chamber] + length
            reached.append(neighbour)
print(max(distance))  # the walk need not begin in chamber 1
