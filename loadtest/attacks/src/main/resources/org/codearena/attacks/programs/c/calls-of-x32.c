// expect: run-time-error
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Calls with this bit take pointers of 32 bits; 0x208 more are numbered from 512 on, execve and ptrace among them. */
int main(void) {
#ifdef __x86_64__
    long result = syscall(0x40000000 | 39);
    fprintf(stderr, "getpid of x32: %ld %s\n", result, strerrorname_np(errno));
    puts("42");
#else
    return 9;
#endif
}
