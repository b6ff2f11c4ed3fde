input()
rhythms = list(map(int, input().split()))
step = moment = max(rhythms)
while any(moment % rhythm for rhythm in rhythms):
    moment += step
print(moment)
