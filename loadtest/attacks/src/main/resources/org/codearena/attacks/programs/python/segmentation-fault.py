# expect: run-time-error
import ctypes

ctypes.string_at(0)
