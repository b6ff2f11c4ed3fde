from common.words import WORDS
from .layout import line

print(line(WORDS), end='')
