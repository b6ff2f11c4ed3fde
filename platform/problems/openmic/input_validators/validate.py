import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and int(lines[0]) <= 2 * 10**5, "n is out of range"
assert len(lines) == int(lines[0]) + 1, "n acts expected"
for line in lines[1:]:
    assert re.fullmatch(r"(0|[1-9]\d*) [1-9]\d*", line), f"not an act: {line!r}"
    begin, end = map(int, line.split())
    assert begin < end <= 10**9, "an act is out of range"
sys.exit(42)
