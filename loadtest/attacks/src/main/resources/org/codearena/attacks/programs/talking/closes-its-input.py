# expect: wrong-answer, run-time-error
import os

os.close(0)
for guess in range(1, 42):
    os.write(1, b"%d\n" % guess)
