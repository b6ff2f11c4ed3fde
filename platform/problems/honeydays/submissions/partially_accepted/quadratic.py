# Every run, from each first day on: too slow for many days.
days = int(input())
changes = list(map(int, input().split()))
best = changes[0]
for first in range(days):
    run = 0
    for change in changes[first:]:
        run += change
        if run > best:
            best = run
print(best)
