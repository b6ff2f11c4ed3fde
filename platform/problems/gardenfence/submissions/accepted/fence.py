import sys
from math import dist

_, *numbers = map(int, sys.stdin.buffer.read().split())
plants = sorted(set(zip(numbers[::2], numbers[1::2])))


def chain(plants):
    """The posts from the first plant to the last, turning left only (Andrew's monotone chain)."""
    posts = []
    for x, y in plants:
        while len(posts) > 1:
            (ax, ay), (bx, by) = posts[-2:]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            posts.pop()
        posts.append((x, y))
    return posts


posts = chain(plants) + chain(plants[::-1])
print(sum(map(dist, posts, posts[1:])))
