// expect: compile-error, wrong-answer
#include "/dev/stdin"
#include "/proc/self/fd/0"

int main(void) { return 0; }
