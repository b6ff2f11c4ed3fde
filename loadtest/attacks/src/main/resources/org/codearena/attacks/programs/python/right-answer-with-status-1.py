# expect: run-time-error
print(42)
raise SystemExit(1)
