while (word := input()) != ".":
    print(word, flush=True)
