import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and int(lines[0]) <= 10**5, "n is out of range"
assert len(lines) == int(lines[0]) + 1, "n tanks expected"
for line in lines[1:]:
    assert re.fullmatch(r"[1-9]\d* -?(0|[1-9]\d*)\.\d\d", line), f"not a tank: {line!r}"
    volume, temperature = line.split()
    assert int(volume) <= 10**6, "a volume is out of range"
    assert -2000 <= int(temperature.replace(".", "")) <= 4000, "a temperature is out of range"
    assert temperature != "-0.00", "zero has no sign"
sys.exit(42)
