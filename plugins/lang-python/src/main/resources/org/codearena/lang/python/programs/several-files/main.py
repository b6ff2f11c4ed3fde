from text.words import WORDS

print(WORDS)
