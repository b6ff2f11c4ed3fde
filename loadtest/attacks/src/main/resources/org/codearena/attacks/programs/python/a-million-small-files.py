# expect: accepted, time-limit-exceeded, memory-limit-exceeded, run-time-error
try:
    for number in range(1_000_000):
        open(f"/tmp/{number}", "w").close()
    raise SystemExit("a million files fitted")
except OSError:
    print(42)
