# expect: accepted
import os

os.close(0)
os.write(1, b"42\n")
