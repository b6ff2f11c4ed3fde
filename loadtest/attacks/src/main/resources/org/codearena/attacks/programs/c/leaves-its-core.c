// expect: accepted
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ten processes, which may run where their parent may and nowhere else, whatever they ask for. */
int main(void) {
    cpu_set_t first, now, all = {0};
    for (int core = 0; core < CPU_SETSIZE; core++) CPU_SET(core, &all);
    sched_getaffinity(0, sizeof first, &first);
    for (int i = 0; i < 10; i++) {
        if (fork() == 0) {
            sched_setaffinity(0, sizeof all, &all);
            sched_getaffinity(0, sizeof now, &now);
            _exit(CPU_EQUAL(&first, &now) ? 0 : 9);
        }
        int status;
        wait(&status);
        if (status != 0) return 9;
    }
    if (sched_setaffinity(0, sizeof all, &all) == 0) return 8;
    puts("42");
}
