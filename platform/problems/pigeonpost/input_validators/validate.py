import re
import sys

text = sys.stdin.read()
assert re.fullmatch(r"send\n(0|[1-9]\d*)\n", text), "'send' and an integer expected"
assert int(text.split()[1]) <= 10**9, "the count is too large"
sys.exit(42)
