"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
random_source = random.Random(20250905)


def below(bound):
    return int(random_source.random() * bound)


def word(length, alphabet="abcdefghijklmnopqrstuvwxyz"):
    return "".join(alphabet[below(len(alphabet))] for _ in range(length))


def shuffled(items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = below(i + 1)
        items[i], items[j] = items[j], items[i]
    return items


def letter_counts(title):
    return bytes(title.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz")


def pairs(titles):
    """Counts letters instead of sorting them, and compares neighbours in sorted order instead of hashing."""
    keys = sorted(map(letter_counts, titles))
    total = run = 0
    for previous, current in zip(keys, keys[1:]):
        run = run + 1 if previous == current else 0
        total += run
    return total


def write(name, titles):
    (SECRET / (name + ".in")).write_text(f"{len(titles)}\n" + "".join(title + "\n" for title in titles))
    (SECRET / (name + ".ans")).write_text(f"{pairs(titles)}\n")


write("01-single", ["a"])
write("02-same-twice", ["abc", "abc"])
write("03-no-pair", ["aab", "abb", "ab", "aabb", "b", "a"])
write("04-same-letter-set", ["aab", "abb", "baa", "bba", "aba", "bab"])
write("05-same-sum", ["ad", "bc", "da", "cb", "ac", "bb"])  # equal sums of letter codes, not anagrams
write("06-same-product", ["af", "bc", "cb", "fa", "aaf", "abc", "bd", "h"])
write("07-random-short", [word(1 + below(3), "abc") for _ in range(300)])
write("08-random", [word(1 + below(10), "aeinrst") for _ in range(1000)])
write("20-gen-all-anagrams", ["".join(shuffled("abcdefghij")) for _ in range(200000)])
write("21-gen-all-equal", ["z"] * 200000)
write("22-gen-random", [word(6 + below(5), "aeinrst") for _ in range(50000)])
write("23-gen-rare-pairs", [word(10) for _ in range(50000)])
