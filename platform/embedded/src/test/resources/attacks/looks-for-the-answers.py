# expect: wrong-answer
import os

for directory, _, names in os.walk("/"):
    if directory.startswith(("/proc", "/usr", "/sys")):
        continue
    for name in names:
        if name.endswith((".ans", ".in")) or len(name) == 64:
            try:
                with open(os.path.join(directory, name), "rb") as file:
                    if file.read().strip() == b"42":
                        print(42)
            except OSError:
                pass
