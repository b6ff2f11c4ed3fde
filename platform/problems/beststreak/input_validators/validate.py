import re
import sys

NUMBER = r"(?:0|-?[1-9]\d*)"
lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d* [1-9]\d*", lines[0]), "n and q expected"
n, q = map(int, lines[0].split())
assert n <= 10**5 and q <= 10**5, "n or q is out of range"
assert re.fullmatch(rf"{NUMBER}( {NUMBER})*", lines[1]), "the days are not integers"
days = list(map(int, lines[1].split()))
assert len(days) == n and max(map(abs, days)) <= 10**9, "the days do not fit"
assert len(lines) == q + 2, "q things to do expected"
for line in lines[2:]:
    match = re.fullmatch(rf"(set|best) ([1-9]\d*) ({NUMBER})", line)
    assert match, f"neither set nor best: {line!r}"
    first, second = int(match.group(2)), int(match.group(3))
    if match.group(1) == "set":
        assert first <= n and abs(second) <= 10**9, "a correction is out of range"
    else:
        assert first <= second <= n, "a period is out of range"
assert any(line.startswith("best") for line in lines[2:]), "no reporter calls"
sys.exit(42)
