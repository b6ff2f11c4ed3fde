"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,!?'&-"
random_source = random.Random(20250901)


def below(bound):
    return int(random_source.random() * bound)


def text(length):
    """Random text of exactly this length, with some blanks (often several in a row) inside."""
    inner = [" " if below(5) == 0 else LETTERS[below(len(LETTERS))] for _ in range(length)]
    inner[0] = LETTERS[below(52)]
    inner[-1] = LETTERS[below(52)]
    return "".join(inner)


def sign(lines):
    width = max(map(len, lines))
    frame = "+" + "-" * (width + 2) + "+\n"
    body = ""
    for line in lines:
        left = (width - len(line)) // 2
        body += "| " + " " * left + line + " " * (width - len(line) - left) + " |\n"
    return frame + body + frame


def write(name, lines):
    (SECRET / (name + ".in")).write_text(f"{len(lines)}\n" + "".join(line + "\n" for line in lines))
    (SECRET / (name + ".ans")).write_text(sign(lines))


write("01-one-letter", ["Q"])
write("02-same-length", ["Honey", "bread", "MAPLE"])
write("03-odd-width", ["seven77", "x", "ab", "abc", "abcd", "abcde", "abcdef"])
write("04-even-width", ["eight888", "x", "ab", "abc", "abcd", "abcde", "abcdef"])
write("05-case", ["ALL CAPS", "no caps", "sOmE cApS"])
write("06-double-blanks", ["a  b   c", "wide      gap", "narrow"])
write("07-longest-line", ["x" * 60, "y", "- & -"])
write("08-tallest", ["Day %d" % day for day in range(1, 101)])
write("09-random-small", [text(1 + below(9)) for _ in range(20)])
write("10-random-large", [text(1 + below(60)) for _ in range(100)])
