# expect: accepted
least, most = 1, 100
while True:
    guess = (least + most) // 2
    print(guess, flush=True)
    answer = input()
    if answer == "right":
        break
    if answer == "lower":
        most = guess - 1
    else:
        least = guess + 1
