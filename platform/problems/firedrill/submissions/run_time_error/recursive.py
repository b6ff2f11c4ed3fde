import sys

_, width, *rows = sys.stdin.read().split()
width = int(width) + 1
plan = "#".join(["#" * width, *rows, "#" * width])
distance = [-1 if tile == "#" else len(plan) for tile in plan]


def walk(place, steps):
    if steps < distance[place]:
        distance[place] = steps
        for neighbour in (place - 1, place + 1, place - width, place + width):
            walk(neighbour, steps + 1)  # RecursionError on a long way


for place, tile in enumerate(plan):
    if tile == "E":
        walk(place, 0)
print("trapped" if len(plan) in distance else max(distance))
