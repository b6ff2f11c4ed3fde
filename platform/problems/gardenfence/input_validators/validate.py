import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and int(lines[0]) <= 10**5, "n is out of range"
assert len(lines) == int(lines[0]) + 1, "n plants expected"
for line in lines[1:]:
    assert re.fullmatch(r"(0|-?[1-9]\d*) (0|-?[1-9]\d*)", line), f"not a plant: {line!r}"
    assert all(abs(int(number)) <= 10**7 for number in line.split()), "a plant is out of range"
sys.exit(42)
