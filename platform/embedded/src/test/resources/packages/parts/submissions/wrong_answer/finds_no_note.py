import os

assert not os.path.exists('note.txt'), 'left by another test'
open('note.txt', 'w')
print(0, '{{unit}}')
