// expect: accepted
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The machine has 65,536 of these, not each user. */
int main(void) {
    unsigned long context = 0;
    if (syscall(SYS_io_setup, 10000, &context) == 0) return 9;
    puts("42");
}
