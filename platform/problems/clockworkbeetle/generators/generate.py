"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
random_source = random.Random(20250902)
MOST = 10**12


def letters(length, alphabet="FLR"):
    return "".join(alphabet[int(random_source.random() * len(alphabet))] for _ in range(length))


def rotate(vector, quarters):
    """A vector turned to the left by so many quarter turns."""
    for _ in range(quarters % 4):
        vector = (-vector[1], vector[0])
    return vector


def then(first, second):
    """Two walks one after the other; a walk is (x, y, quarter turns to the left)."""
    x, y = rotate(second[:2], first[2])
    return (first[0] + x, first[1] + y, (first[2] + second[2]) % 4)


def final_tile(rounds, program):
    """Repeated squaring of walks: no appeal to the beetle's habit of looking north after four rounds."""
    step = (0, 0, 0)
    for letter in program:
        step = then(step, {"F": (0, 1, 0), "L": (0, 0, 1), "R": (0, 0, 3)}[letter])
    walk = (0, 0, 0)
    while rounds:
        if rounds % 2:
            walk = then(walk, step)
        step = then(step, step)
        rounds //= 2
    return walk[:2]


def write(name, rounds, program):
    (SECRET / (name + ".in")).write_text(f"{rounds}\n{program}\n")
    (SECRET / (name + ".ans")).write_text("%d %d\n" % final_tile(rounds, program))


write("01-one-step", 1, "F")
write("02-only-turns", MOST, "LLR")
write("03-square", 4, "FR")
write("04-square-many", MOST - 1, "FFL")
write("05-half-turn", 7, "FFFRR")
write("06-half-turn-many", MOST - 1, "FLLFF")
write("07-straight", MOST, "F")
write("08-full-turn", 123456789, "FRFFRFRFFFFR")
for quarters in range(4):
    write(f"09-quarters-{quarters}", MOST - quarters, "FFLF" + letters(60) + "R" * quarters)
write("10-random", 999999999989, letters(2000))
write("20-gen-far", MOST - 1, "F" * 99981 + "LFFFFFFFRFFFFFFF")
write("21-gen-far-quarter", MOST - 1, letters(1000) + "F" * 98999 + "R")
write("22-gen-random", MOST - 3, letters(100000))
write("23-gen-random-odd", MOST - 1, letters(99999))
write("24-gen-few-turns", MOST - 7, letters(100000, "FFFFFFFFFFFFFLR"))
