# expect: accepted
import os

for place in ("/box/file", "file", "/file", "/usr/file", "/etc/file", "/dev/file", "/prepared/file", "/proc/file"):
    try:
        open(place, "w").close()
        raise SystemExit("could write " + place)
    except OSError:
        pass
print(42)
