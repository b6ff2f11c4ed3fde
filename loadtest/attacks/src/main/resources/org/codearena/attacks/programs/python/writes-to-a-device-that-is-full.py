# expect: run-time-error
with open("/dev/full", "w") as full:
    full.write("42")
