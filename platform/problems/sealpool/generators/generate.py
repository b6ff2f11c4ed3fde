"""Writes data/secret: every test and its answer. All arithmetic is on integers, in hundredths of a degree."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
random_source = random.Random(20250903)


def between(low, high):
    return low + int(random_source.random() * (high - low + 1))


def decimal(value, digits):
    """value / 10^digits, written out."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 10**digits)
    return f"{sign}{whole}.{rest:0{digits}d}"


def mean(tanks):
    volume = sum(v for v, _ in tanks)
    heat = sum(v * t for v, t in tanks)
    return decimal((2 * heat * 10**9 + volume) // (2 * volume), 11)


def write(name, tanks):
    lines = "".join(f"{v} {decimal(t, 2)}\n" for v, t in tanks)
    (SECRET / (name + ".in")).write_text(f"{len(tanks)}\n{lines}")
    (SECRET / (name + ".ans")).write_text(mean(tanks) + "\n")


def tanks(count, volumes=(1, 10**6), temperatures=(-2000, 4000)):
    return [(between(*volumes), between(*temperatures)) for _ in range(count)]


write("01-one-tank", [(1, 1234)])
write("02-freezing", [(1000000, 0)])
write("03-minus-a-little", [(3, -1), (1, 0)])
write("04-cancel", [(5, -2000), (5, 2000)])
write("05-almost-zero", [(1000000, 0)] * 50 + [(1, 1)])
write("06-third", [(1, 0), (1, 0), (1, 100)])
write("07-coldest", [(1000000, -2000)] * 30)
write("08-unequal", [(1, 4000), (1000000, -2000)])
write("09-random", tanks(200))
write("10-narrow", tanks(500, temperatures=(-3, 3)))
write("20-gen-random", tanks(100000))
write("21-gen-heavy", [(1000000, between(-2000, 4000)) for _ in range(30000)])
write("22-gen-near-zero", tanks(30000, temperatures=(-1, 1)))
