import sys

_, *numbers = map(int, sys.stdin.buffer.read().split())
places, paces = numbers[::2], numbers[1::2]


def can_meet(time):
    """Whether the stretches that the members can reach have a spot in common."""
    left = max(x - v * time for x, v in zip(places, paces))
    right = min(x + v * time for x, v in zip(places, paces))
    return left <= right


low, high = 0.0, max(places) - min(places)
while high - low > 1e-7 * high:
    middle = (low + high) / 2
    if can_meet(middle):
        high = middle
    else:
        low = middle
print(high)
