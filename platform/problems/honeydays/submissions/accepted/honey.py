input()
best = run = None
for change in map(int, input().split()):
    run = change if run is None or run < 0 else run + change
    best = run if best is None else max(best, run)
print(best)
