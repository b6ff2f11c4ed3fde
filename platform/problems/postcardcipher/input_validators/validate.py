import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[a-z]{1,20}", lines[0]), "the key is not a word of 1 to 20 letters"
assert re.fullmatch(r"[1-9]\d*", lines[1]) and int(lines[1]) <= 1000, "n is out of range"
assert len(lines) == int(lines[1]) + 2, "n lines expected"
for line in lines[2:]:
    assert re.fullmatch(r"[ -~]{1,80}", line), "a line has a bad length or a character that is not printable ASCII"
    assert line == line.strip(), "a line begins or ends with a blank"
sys.exit(42)
