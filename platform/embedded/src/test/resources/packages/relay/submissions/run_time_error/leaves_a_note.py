# Nothing of one pass may be found in the next, and nothing may be written.
leg, number = map(int, input().split())
with open("passed" if leg == 1 else "/tmp/passed", "w" if leg == 1 else "r") as file:
    print(number + leg)
