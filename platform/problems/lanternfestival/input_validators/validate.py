import re
import sys
from math import gcd

lines = sys.stdin.read().split("\n")
assert lines.pop() == "" and len(lines) == 2, "two lines expected, each ending with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and int(lines[0]) <= 50, "n is out of range"
assert re.fullmatch(r"[1-9]\d*( [1-9]\d*)*", lines[1]), "the rhythms are not positive integers"
rhythms = list(map(int, lines[1].split()))
assert len(rhythms) == int(lines[0]) and max(rhythms) <= 10**9, "the rhythms do not fit"
together = 1
for rhythm in rhythms:
    together = together // gcd(together, rhythm) * rhythm
assert together <= 10**18, "the answer is out of range"
sys.exit(42)
