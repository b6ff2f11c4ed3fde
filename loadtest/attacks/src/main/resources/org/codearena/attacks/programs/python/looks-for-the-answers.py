# expect: wrong-answer
import os

for directory, below, names in os.walk("/"):
    below[:] = [name for name in below if os.path.join(directory, name) not in ("/proc", "/usr")]
    for name in names:
        if name.endswith((".ans", ".in")) or len(name) == 64:
            try:
                with open(os.path.join(directory, name), "rb") as file:
                    if file.read().strip() == b"42":
                        print(42)
            except OSError:
                pass
