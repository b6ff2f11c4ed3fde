"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
SIDE = 700
random_source = random.Random(20250909)


def below(bound):
    return int(random_source.random() * bound)


def steps(plan):
    """Lets the reached area grow by one step at a time; a row is one integer, a bit per tile."""
    width = len(plan[0])
    floor = [sum(1 << i for i, tile in enumerate(row) if tile != "#") for row in plan]
    reached = [sum(1 << i for i, tile in enumerate(row) if tile == "E") for row in plan]
    count = 0
    active = set(i for i, row in enumerate(reached) if row)
    while active:
        grown = {}
        for i in {j for a in active for j in (a - 1, a, a + 1) if 0 <= j < len(plan)}:
            here = reached[i]
            near = here | here << 1 | here >> 1
            near |= reached[i - 1] if i else 0
            near |= reached[i + 1] if i + 1 < len(plan) else 0
            near &= floor[i]
            if near != here:
                grown[i] = near
        for i, row in grown.items():
            reached[i] = row
        count += bool(grown)
        active = set(grown)
    return str(count) if reached == floor else "trapped"


def write(name, plan):
    (SECRET / (name + ".in")).write_text(f"{len(plan)} {len(plan[0])}\n" + "".join(row + "\n" for row in plan))
    (SECRET / (name + ".ans")).write_text(steps(plan) + "\n")


def noise(rows, columns, walls, exits):
    """Random walls (per thousand), then exits on random tiles."""
    plan = [["#" if below(1000) < walls else "." for _ in range(columns)] for _ in range(rows)]
    for _ in range(exits):
        plan[below(rows)][below(columns)] = "E"
    return ["".join(row) for row in plan]


def serpentine(rows, columns):
    """One corridor that runs back and forth; the exit is at its very end."""
    plan = []
    for i in range(rows):
        if i % 2 == 0:
            plan.append("." * columns)
        else:
            plan.append("#" * (columns - 1) + "." if i % 4 == 1 else "." + "#" * (columns - 1))
    last = plan[-1]
    plan[-1] = "E" + last[1:] if rows % 4 == 3 else last[:-1] + "E"
    return plan


def filled(plan):
    """Walls up every tile that cannot reach an exit."""
    rows, columns = len(plan), len(plan[0])
    seen = [[tile == "E" for tile in row] for row in plan]
    stack = [(i, j) for i in range(rows) for j in range(columns) if seen[i][j]]
    while stack:
        i, j = stack.pop()
        for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if 0 <= a < rows and 0 <= b < columns and not seen[a][b] and plan[a][b] != "#":
                seen[a][b] = True
                stack.append((a, b))
    return ["".join(tile if seen[i][j] else "#" for j, tile in enumerate(row)) for i, row in enumerate(plan)]


write("01-one-exit", ["E"])
write("02-one-floor", ["."])
write("03-corridor", ["E........"])
write("04-corridor-down", ["."] * 5 + ["E"] + ["."] * 9)
write("05-no-exit", ["...", ".#.", "..."])
write("06-diagonal-only", [".#", "#E"])
write("07-walls-around-exit", ["....", ".##.", ".#E#", "..#."])
write("08-only-exits", ["EEE", "EEE"])
write("09-around-the-wall", ["......", ".####.", ".#E.#.", ".#.##.", ".#....", ".####.", "......"])
write("10-no-wrapping", ["..#.E", ".##..", ".#...", "....."])
write("11-random", filled(noise(30, 40, 300, 4)))
write("12-serpentine", serpentine(19, 23))
write("20-gen-open-hall", ["." * SIDE] * (SIDE - 1) + ["." * (SIDE - 1) + "E"])
write("21-gen-serpentine", serpentine(99, SIDE))
write("22-gen-noise", filled(noise(SIDE, SIDE, 350, 40)))
write("23-gen-trapped-corner", [".#" + "." * (SIDE - 2), "##" + "." * (SIDE - 2)] + noise(SIDE - 2, SIDE, 0, 3))
write("24-gen-only-exits", ["E" * SIDE] * SIDE)
write("25-gen-one-row", ["E" + "." * (SIDE - 1)])
