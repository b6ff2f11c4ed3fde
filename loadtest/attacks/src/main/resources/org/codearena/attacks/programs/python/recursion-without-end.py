# expect: run-time-error
def fall(depth):
    return fall(depth + 1) + 1


print(fall(0))
