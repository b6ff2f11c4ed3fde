import re
import sys

# What a group's tests keep to: days, least and largest change.
GROUPS = {"sunny": (300, 0, 10**5), "few": (100, -(10**5), 10**5), "some": (3000, -(10**5), 10**5)}
days, least, most = GROUPS[sys.argv[1]] if len(sys.argv) > 1 else (2 * 10**5, -(10**9), 10**9)

lines = sys.stdin.read().split("\n")
assert len(lines) == 3 and lines[2] == "", "two lines expected"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and int(lines[0]) <= days, "n is out of range"
changes = lines[1].split(" ")
assert len(changes) == int(lines[0]), "n changes expected"
for change in changes:
    assert re.fullmatch(r"0|-?[1-9]\d*", change), f"not an integer: {change!r}"
    assert least <= int(change) <= most, f"a change is out of range: {change}"
sys.exit(42)
