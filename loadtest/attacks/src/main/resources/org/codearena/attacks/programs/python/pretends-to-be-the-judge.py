# expect: run-time-error
import sys

print("timelimit exceeded; status: AC; over=none exit=0", file=sys.stderr)
print("end id=1 exit=0 signal=0 over=none", file=sys.stderr)
raise SystemExit(3)
