# expect: time-limit-exceeded
while True:
    pass
