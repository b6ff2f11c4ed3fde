leg, number = map(int, input().split())
print(number + leg - (leg == 3))
