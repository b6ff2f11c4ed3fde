# expect: accepted
import os

for place in ("/tmp/note", "/dev/shm/note", "/box/note", "/var/tmp/note"):
    if os.path.exists(place):
        raise SystemExit("the last test left " + place)
    try:
        open(place, "w").close()
    except OSError:
        pass
print(42)
