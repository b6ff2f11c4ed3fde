# expect: time-limit-exceeded
import os

for descriptor in range(3):
    os.close(descriptor)
while True:
    pass
