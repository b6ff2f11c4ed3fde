# expect: accepted, memory-limit-exceeded, run-time-error
try:
    with open("/tmp/large", "wb", buffering=0) as file:
        for _ in range(2048):
            file.write(b"x" * (1 << 20))
    raise SystemExit("two gigabytes fitted")
except OSError:
    print(42)
