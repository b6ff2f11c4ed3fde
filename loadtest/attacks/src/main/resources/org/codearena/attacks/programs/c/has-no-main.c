// expect: compile-error
int answer(void) { return 42; }
