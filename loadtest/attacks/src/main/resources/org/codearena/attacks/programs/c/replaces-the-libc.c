// expect: accepted, run-time-error, compile-error
#include <stdio.h>

/* Names that the C library and the start of every program use. */
void __libc_init_first(void) {}
void abort(void) {
    for (;;) continue;
}
char *getenv(const char *name) { return (char *)name; }

int main(void) { puts("42"); }
