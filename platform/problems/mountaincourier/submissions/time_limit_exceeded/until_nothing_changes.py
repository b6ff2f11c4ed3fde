import sys

n, m, *numbers = map(int, sys.stdin.buffer.read().split())
trails = list(zip(numbers[::3], numbers[1::3], numbers[2::3]))
trails += [(b, a, minutes) for a, b, minutes in trails]

never = float("inf")
kept, used = [never] * (n + 1), [never] * (n + 1)
kept[1] = 0
changed = True
while changed:
    changed = False
    for a, b, minutes in trails:
        if kept[a] + minutes < kept[b]:
            kept[b] = kept[a] + minutes
            changed = True
        if min(used[a] + minutes, kept[a]) < used[b]:
            used[b] = min(used[a] + minutes, kept[a])
            changed = True
print(used[n])
