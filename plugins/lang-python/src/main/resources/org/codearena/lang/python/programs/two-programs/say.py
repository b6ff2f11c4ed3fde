def say(words):
    print(words)
