import sys

_, width, *rows = sys.stdin.read().split()
width = int(width) + 1
plan = "#".join(["#" * width, *rows, "#" * width])

# A stack instead of a queue: right in the end, for a tile is visited again whenever a shorter way turns up.
distance = [-1 if tile == "#" else 0 if tile == "E" else len(plan) for tile in plan]
stack = [place for place, tile in enumerate(plan) if tile == "E"]
while stack:
    place = stack.pop()
    for neighbour in (place - 1, place + 1, place - width, place + width):
        if distance[neighbour] > distance[place] + 1:
            distance[neighbour] = distance[place] + 1
            stack.append(neighbour)
print("trapped" if len(plan) in distance else max(distance))
