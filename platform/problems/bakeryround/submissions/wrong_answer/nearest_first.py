import sys

n, *numbers = map(int, sys.stdin.read().split())
times = [numbers[i * n : (i + 1) * n] for i in range(n)]

place, total = 0, 0
left = set(range(1, n))
while left:
    nearest = min(left, key=times[place].__getitem__)
    total += times[place][nearest]
    place = nearest
    left.remove(place)
print(total + times[place][0])
