def line(words):
    return words + '\n'
