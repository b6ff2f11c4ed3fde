# expect: accepted
import os
import signal

for victim in (1, os.getppid()):
    for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGTERM):
        try:
            os.kill(victim, number)
        except OSError:
            pass
print(42)
