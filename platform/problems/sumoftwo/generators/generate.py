"""Writes data/secret: every test and its answer."""

from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
BIG = 2 * 10**9

TESTS = [
    ("01-zeros", 0, 0),
    ("02-cancel", -17, 17),
    ("03-negative", -5, -8),
    ("04-one-each", 1, -1000),
    ("05-largest", BIG, BIG),
    ("06-smallest", -BIG, -BIG),
    ("07-extremes", BIG, -BIG),
    ("08-just-over-int", 2**30, 2**30),
]

for name, a, b in TESTS:
    (SECRET / (name + ".in")).write_text(f"{a} {b}\n")
    (SECRET / (name + ".ans")).write_text(f"{a + b}\n")
