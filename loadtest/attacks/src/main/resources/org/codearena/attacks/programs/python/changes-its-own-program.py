# expect: accepted
import os

for name in os.listdir("/box"):
    for attempt in (lambda: os.unlink("/box/" + name), lambda: os.chmod("/box/" + name, 0o777),
                    lambda: open("/box/" + name, "a")):
        try:
            attempt()
            raise SystemExit("could change " + name)
        except OSError:
            pass
print(42)
