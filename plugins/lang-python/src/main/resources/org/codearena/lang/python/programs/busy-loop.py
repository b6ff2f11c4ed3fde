print("before", flush=True)
x = 0
while True:
    x += 1
