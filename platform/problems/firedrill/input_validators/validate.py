import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d* [1-9]\d*", lines[0]), "r and c expected"
rows, columns = map(int, lines[0].split())
assert rows <= 700 and columns <= 700, "the plan is too large"
assert len(lines) == rows + 1, "r rows expected"
assert all(re.fullmatch(r"[.#E]{%d}" % columns, line) for line in lines[1:]), "a row does not fit"
assert any(set(line) != {"#"} for line in lines[1:]), "there is nothing but walls"
sys.exit(42)
