// expect: accepted, compile-error
#include <stdio.h>

/* What a compiler could read of the machine, it would carry into the program. */
__asm__(".data\n.globl begin, end\nbegin: .incbin \"/proc/self/environ\"\nend: .byte 0\n");
extern char begin[], end[];

int main(void) {
    for (char *at = begin; at < end; at++)
        if (__builtin_memcmp(at, "PASS", 4) == 0 || __builtin_memcmp(at, "TOKEN", 5) == 0) return 9;
    puts("42");
}
