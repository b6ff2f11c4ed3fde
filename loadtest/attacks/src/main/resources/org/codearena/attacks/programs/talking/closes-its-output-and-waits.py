# expect: wrong-answer, time-limit-exceeded
import os
import time

os.close(1)
time.sleep(60)
