import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d* [1-9]\d*", lines[0]), "n and q expected"
n, q = map(int, lines[0].split())
assert n <= 2 * 10**5 and q <= 2 * 10**5, "n or q is out of range"
assert re.fullmatch(r"(0|-?[1-9]\d*)( (0|-?[1-9]\d*))*", lines[1]), "the days are not integers"
days = list(map(int, lines[1].split()))
assert len(days) == n and max(map(abs, days)) <= 10**9, "the days do not fit"
assert len(lines) == q + 2, "q claims expected"
for line in lines[2:]:
    assert re.fullmatch(r"[1-9]\d* [1-9]\d*", line), f"not a claim: {line!r}"
    first, last = map(int, line.split())
    assert first <= last <= n, "a claim is out of range"
sys.exit(42)
