# expect: wrong-answer
print(1000, flush=True)
while True:
    print(50, flush=True)
