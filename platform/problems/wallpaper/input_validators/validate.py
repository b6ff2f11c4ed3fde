import re
import sys

strip = sys.stdin.read()
assert re.fullmatch(r"[a-z]+\n", strip), "one line of letters expected"
assert len(strip) - 1 <= 10**6, "the strip is too long"
sys.exit(42)
