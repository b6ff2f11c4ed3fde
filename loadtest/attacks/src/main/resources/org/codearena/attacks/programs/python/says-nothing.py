# expect: wrong-answer
input()
