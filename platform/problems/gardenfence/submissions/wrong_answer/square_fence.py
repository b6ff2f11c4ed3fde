import sys

_, *numbers = map(int, sys.stdin.buffer.read().split())
xs, ys = numbers[::2], numbers[1::2]
print(2 * (max(xs) - min(xs) + max(ys) - min(ys)))  # a fence that runs north and east only
