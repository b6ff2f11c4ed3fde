# expect: accepted
import os
import subprocess

for program in ("/usr/bin/su", "/usr/bin/sudo", "/usr/bin/mount", "/usr/bin/newgrp", "/usr/bin/passwd"):
    if os.path.exists(program):
        done = subprocess.run([program, "-c", "id -u"], stdin=subprocess.DEVNULL, capture_output=True, timeout=5)
        if done.stdout.strip() == b"0":
            raise SystemExit("became root by " + program)
if 0 in os.getresuid() or 0 in os.getresgid() or os.getgroups():
    raise SystemExit(f"ran as {os.getresuid()} {os.getresgid()} {os.getgroups()}")
print(42)
