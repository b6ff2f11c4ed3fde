import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and 2 <= int(lines[0]) <= 2 * 10**5, "n is out of range"
assert len(lines) == int(lines[0]) + 1, "n members expected"
places = set()
for line in lines[1:]:
    assert re.fullmatch(r"(0|-?[1-9]\d*) [1-9]\d*", line), f"not a member: {line!r}"
    place, pace = map(int, line.split())
    assert abs(place) <= 10**9 and pace <= 1000, "a member is out of range"
    places.add(place)
assert len(places) > 1, "all members begin at the same place"
sys.exit(42)
