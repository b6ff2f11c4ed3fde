# expect: accepted
import os

allowed = {"PATH", "HOME", "LANG", "LC_CTYPE"}
if set(os.environ) - allowed:
    raise SystemExit(f"found {sorted(set(os.environ) - allowed)}")
print(42)
