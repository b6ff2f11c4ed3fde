# expect: compile-error
def broken(:
