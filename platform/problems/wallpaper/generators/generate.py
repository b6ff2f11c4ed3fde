"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
N = 10**6
random_source = random.Random(20250911)


def letters(length, alphabet="abcdefghijklmnopqrstuvwxyz"):
    return "".join(alphabet[int(random_source.random() * len(alphabet))] for _ in range(length))


def printed(pattern, length):
    return (pattern * (length // len(pattern) + 1))[:length]


def fibonacci(length):
    """The least periodic-looking of all strips: every prefix almost repeats."""
    shorter, longer = "b", "a"
    while len(longer) < length:
        shorter, longer = longer, longer + shorter
    return longer[:length]


def period(strip):
    """The Z algorithm: match[i] is how far strip[i:] agrees with the strip itself."""
    n = len(strip)
    match = [0] * n
    left = right = 0  # the match that reaches farthest to the right: strip[left:right] == strip[:right - left]
    for i in range(1, n):
        length = min(match[i - left], right - i) if i < right else 0
        while i + length < n and strip[length] == strip[i + length]:
            length += 1
        match[i] = length
        if i + length == n:
            return i
        if i + length > right:
            left, right = i, i + length
    return n


def write(name, strip):
    shortest = period(strip)
    (SECRET / (name + ".in")).write_text(strip + "\n")
    (SECRET / (name + ".ans")).write_text(f"{shortest} {-(-len(strip) // shortest)}\n")


write("01-one", "q")
write("02-two-equal", "zz")
write("03-two-different", "ab")
write("04-cut-by-one", "abcabcab")
write("05-last-breaks", "aaaaaaaaab")
write("06-first-breaks", "baaaaaaaaa")
write("07-begins-like-it-ends", "abcdeabcd")
write("08-overlap-trap", "aabaaabaaab")
write("09-longer-than-half", printed("abacabad", 13))
write("10-fibonacci", fibonacci(1000))
write("11-random", printed(letters(700, "ab"), 5000))
write("20-gen-all-equal", "a" * N)
write("21-gen-last-breaks", "a" * (N - 1) + "b")
write("22-gen-fibonacci", fibonacci(N))
write("23-gen-nearly-half", printed("a" * 149999 + "b", 300000))
write("24-gen-random", letters(300000))
write("25-gen-many-turns", printed(letters(997, "abc"), 300000))
write("26-gen-cut-early", printed("a" * 9999 + "b", 299999))
