// expect: memory-limit-exceeded, run-time-error, time-limit-exceeded
#include <stddef.h>
#include <sys/mman.h>

/* Reading maps the one page of zeroes, so all that is used are the tables: 4 KiB for each 2 MiB. */
int main(void) {
    for (;;) {
        volatile char *room = mmap(NULL, 64ul << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (room == MAP_FAILED) return 9;
        for (unsigned long i = 0; i < 64ul << 30; i += 2 << 20) (void)room[i];
    }
}
