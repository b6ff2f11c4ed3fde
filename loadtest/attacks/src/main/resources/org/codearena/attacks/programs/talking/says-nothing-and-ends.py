# expect: wrong-answer
