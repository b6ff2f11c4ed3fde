"""Writes data/secret: every test and its answer, and the second sample.

The messages come first here and are hidden by this script, so the answers owe nothing to a decoder.
"""

import random
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
random_source = random.Random(20250904)
PRINTABLE = [chr(code) for code in range(32, 127)]

LETTER_HOME = [
    "Dear Sister,",
    "we passed the Cape of Good Hope on the 3rd of May. It rained.",
    "The cook keeps 2 parrots & a cat (named Zebedee), who QUARREL.",
    "Kiss Mama for me, and hide the marmalade!",
    "W.",
]


def below(bound):
    return int(random_source.random() * bound)


def hide(key, lines):
    position = 0
    hidden = []
    for line in lines:
        out = ""
        for char in line:
            for first in "aA":
                if 0 <= ord(char) - ord(first) < 26:
                    shift = ord(key[position % len(key)]) - ord("a")
                    char = chr((ord(char) - ord(first) + shift) % 26 + ord(first))
                    position += 1
                    break
            out += char
        hidden.append(out)
    return hidden


def write(name, key, lines):
    """Each test is the postcard; its answer is the message it was made from."""
    text = "".join(line + "\n" for line in hide(key, lines))
    (DATA / (name + ".in")).write_text(f"{key}\n{len(lines)}\n{text}")
    (DATA / (name + ".ans")).write_text("".join(line + "\n" for line in lines))


def word(length):
    return "".join(chr(97 + below(26)) for _ in range(length))


def line(length):
    chars = [PRINTABLE[below(95)] for _ in range(length)]
    chars[0] = chars[-1] = PRINTABLE[1 + below(94)]
    return "".join(chars)


write("sample/2", "albatross", LETTER_HOME)
write("secret/01-one-letter", "b", ["A"])
write("secret/02-key-of-a", "a", ["Nothing moves at all."])
write("secret/03-wrap", "z", ["xyz abc XYZ ABC"])
write("secret/04-no-letters", "quilt", ["1 + 1 = 2", "[@`{", "?!"])
write("secret/05-key-runs-on", "ab", ["aaa", "aaa", "- a -", "AAA"])
write("secret/06-alphabet", "abcdefghijklmnopqrst", ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
write("secret/07-same-case-only", "m", ["MmMm mMmM", "aN An"])
write("secret/08-random", word(7), [line(1 + below(80)) for _ in range(100)])
write("secret/09-largest", word(20), [line(80) for _ in range(200)])
write("secret/20-gen-largest", word(19), [line(80) for _ in range(1000)])
