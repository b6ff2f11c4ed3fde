leg, number = map(int, input().split())
if leg == 2:
    exit(1)
print(number + leg)
