# expect: accepted
import os

PLACES = ("/tmp/note", "/dev/shm/note", "/box/note", "/var/tmp/note")
for place in PLACES:
    if os.path.exists(place):
        raise SystemExit("the last test left " + place)
for place in PLACES:
    try:
        open(place, "w").close()
    except OSError:
        pass
print(42)
