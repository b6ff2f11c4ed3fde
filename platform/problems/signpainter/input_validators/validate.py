import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and 1 <= int(lines[0]) <= 100, "n is out of range"
assert len(lines) == int(lines[0]) + 1, "n lines of text expected"
for line in lines[1:]:
    assert 1 <= len(line) <= 60, "a line is empty or too long"
    assert re.fullmatch(r"[A-Za-z0-9 .,!?'&-]+", line), "a line holds a character that is not allowed"
    assert line == line.strip(), "a line begins or ends with a blank"
sys.exit(42)
