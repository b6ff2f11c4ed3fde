import sys

_, width, *rows = sys.stdin.read().split()
width = int(width) + 1
plan = "#".join(["#" * width, *rows, "#" * width])  # walls all around: no step leaves the plan

distance = [-1 if tile == "#" else 0 if tile == "E" else None for tile in plan]
queue = [place for place, tile in enumerate(plan) if tile == "E"]
for place in queue:
    for neighbour in (place - 1, place + 1, place - width, place + width):
        if distance[neighbour] is None:
            distance[neighbour] = distance[place] + 1
            queue.append(neighbour)
print("trapped" if None in distance else max(distance))
