import sys
from math import dist

_, *numbers = map(int, sys.stdin.buffer.read().split())
plants = list(set(zip(numbers[::2], numbers[1::2])))

length = 0
post = first = min(plants)
while True:
    x, y = following = post
    for plant in plants:
        turn = (following[0] - x) * (plant[1] - y) - (following[1] - y) * (plant[0] - x)
        if turn < 0 or (turn == 0 and dist(post, plant) > dist(post, following)):
            following = plant
    length += dist(post, following)
    post = following
    if post == first:
        break
print(length)
