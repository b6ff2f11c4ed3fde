import sys

_, width, *rows = sys.stdin.read().split()
width = int(width) + 1
plan = "#".join(["#" * width, *rows, "#" * width])
first, last = width, len(plan) - width

distance = [0 if tile == "E" else None for tile in plan]
queue = [place for place, tile in enumerate(plan) if tile == "E"]
for place in queue:
    for neighbour in (place - 1, place + 1, place - width, place + width):
        if first <= neighbour < last and distance[neighbour] is None:  # does not look for walls
            distance[neighbour] = distance[place] + 1
            queue.append(neighbour)
print(max(distance[place] for place in queue if plan[place] != "#") if queue else "trapped")
