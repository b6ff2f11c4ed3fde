"""Writes data/secret: counts, and as answers the same counts, for people to read."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
random_source = random.Random(20251122)
COUNTS = {
    "01-none": 0,
    "02-one": 1,
    "03-thirty": 30,
    "04-power-of-two": 2**29,
    "05-all-bits": 2**29 - 1,
    "06-largest": 10**9,
    "07-below-the-largest": 10**9 - 1,
    "08-digits-differ-by-order": 123456789,
    "09-digits-the-other-way": 987654321,
    "10-random": int(random_source.random() * 10**9),
    "11-random": int(random_source.random() * 10**9),
}

SECRET.mkdir(parents=True, exist_ok=True)
for name, count in COUNTS.items():
    (SECRET / (name + ".in")).write_text(f"send\n{count}\n")
    (SECRET / (name + ".ans")).write_text(f"{count}\n")
