import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and 2 <= int(lines[0]) <= 15, "n is out of range"
n = int(lines[0])
assert len(lines) == n + 1, "n lines of times expected"
for i, line in enumerate(lines[1:]):
    assert re.fullmatch(r"(0|[1-9]\d*)( (0|[1-9]\d*))*", line), f"not a line of times: {line!r}"
    times = list(map(int, line.split()))
    assert len(times) == n, "n times expected in every line"
    assert all(time == 0 if i == j else 1 <= time <= 10**6 for j, time in enumerate(times)), "a time is out of range"
sys.exit(42)
