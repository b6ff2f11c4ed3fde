# expect: time-limit-exceeded
import signal

signal.pause()
