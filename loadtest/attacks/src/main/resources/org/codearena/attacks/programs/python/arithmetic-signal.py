# expect: run-time-error
import os
import signal

os.kill(os.getpid(), signal.SIGFPE)
