# expect: wrong-answer
for _ in range(1000):
    print(1, flush=True)
    input()
