import sys

lines = sys.stdin.buffer.read().splitlines()
n, _ = map(int, lines[0].split())
size = 1 << (n - 1).bit_length()
NEVER = -(10**15)

# A segment tree. Of each node: the sum, the best beginning, the best end and the best streak of its days.
total, head, tail, best = [0] * 2 * size, [NEVER] * 2 * size, [NEVER] * 2 * size, [NEVER] * 2 * size


def join(node):
    left = 2 * node
    right = left + 1
    total[node] = total[left] + total[right]
    one, other = head[left], total[left] + head[right]
    head[node] = one if one > other else other
    one, other = tail[right], total[right] + tail[left]
    tail[node] = one if one > other else other
    one, other = best[left], best[right]
    if other > one:
        one = other
    other = tail[left] + head[right]
    best[node] = one if one > other else other


def best_streak(first, last):
    nodes, right_nodes = [], []
    first += size
    last += size + 1
    while first < last:
        if first & 1:
            nodes.append(first)
            first += 1
        if last & 1:
            last -= 1
            right_nodes.append(last)
        first >>= 1
        last >>= 1
    nodes += reversed(right_nodes)
    streak = ending = NEVER
    for node in nodes:
        across = ending + head[node]
        inside = best[node]
        if across > streak:
            streak = across
        if inside > streak:
            streak = inside
        ending += total[node]
        if tail[node] > ending:
            ending = tail[node]
    return streak


for place, day in enumerate(map(int, lines[1].split()), start=size):
    total[place] = head[place] = tail[place] = best[place] = day
for node in range(size - 1, 0, -1):
    join(node)
for line in lines[2:]:
    word, a, b = line.split()
    if word == b"set":
        node = size + int(a) - 1
        total[node] = head[node] = tail[node] = best[node] = int(b)
        while node > 1:
            node //= 2
            join(node)
    else:
        print(best_streak(int(a) - 1, int(b) - 1))
