"""Writes data/secret: a river and where the ferry lies, 0 for wherever the questions tell the least."""

from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"


def write(name, length, ferry):
    (SECRET / (name + ".in")).write_text(f"{length} {ferry}\n")
    # Halving needs as many questions as the length has binary digits; for people, no validator reads it.
    (SECRET / (name + ".ans")).write_text(f"{length.bit_length()}\n")


SECRET.mkdir(parents=True, exist_ok=True)
write("01-one-metre", 1, 1)
write("02-two-metres-source", 2, 1)
write("03-two-metres-sea", 2, 2)
write("04-short", 100, 37)
write("05-short-least", 100, 0)
write("06-long-source", 10**9, 1)
write("07-long-sea", 10**9, 10**9)
write("08-long-middle", 10**9, 5 * 10**8)
write("09-long-odd", 999999937, 123456789)
write("10-power-of-two", 2**29, 2**28 + 1)
write("11-long-least", 10**9, 0)
write("12-below-a-power-least", 2**29 - 1, 0)
