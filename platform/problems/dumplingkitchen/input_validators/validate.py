import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "" and len(lines) == 2, "two lines expected, each ending with a newline"
assert re.fullmatch(r"[1-9]\d* [1-9]\d*", lines[0]), "n and p expected"
n, p = map(int, lines[0].split())
assert n <= 10**5 and p <= 10**9, "n or p is out of range"
assert re.fullmatch(r"[1-9]\d*( [1-9]\d*)*", lines[1]), "the paces are not positive integers"
paces = list(map(int, lines[1].split()))
assert len(paces) == n and max(paces) <= 10**6, "the paces do not fit"
sys.exit(42)
