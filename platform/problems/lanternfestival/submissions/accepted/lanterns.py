from math import lcm

input()
print(lcm(*map(int, input().split())))
