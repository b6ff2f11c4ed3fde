# expect: wrong-answer
print(1000, flush=True)
while True:
    pass
