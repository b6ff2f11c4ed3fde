// expect: run-time-error
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Whatever the machine does with cores, a file or a program that they are piped to, gets none. */
int main(void) {
    struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY}, some = {1 << 20, 1 << 20};
    setrlimit(RLIMIT_CORE, &all);
    if (setrlimit(RLIMIT_CORE, &some) == 0) return 0;
    prctl(PR_SET_DUMPABLE, 1);
    memset(malloc(64 << 20), 1, 64 << 20);
    abort();
}
