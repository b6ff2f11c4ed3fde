/* tiny.c: the least that a contestant's C program does. */
#include <unistd.h>

int main(void) { return write(1, "42\n", 3) == 3 ? 0 : 1; }
