# Answers before it has heard a word of what is more than a pipe holds.
print(0)
