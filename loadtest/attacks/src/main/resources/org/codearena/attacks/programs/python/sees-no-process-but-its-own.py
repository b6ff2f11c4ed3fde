# expect: accepted
import os

mine = {os.getpid(), os.getppid(), 1}
seen = {int(name) for name in os.listdir("/proc") if name.isdigit()}
if seen - mine:
    raise SystemExit(f"could see {sorted(seen - mine)}")
print(42)
