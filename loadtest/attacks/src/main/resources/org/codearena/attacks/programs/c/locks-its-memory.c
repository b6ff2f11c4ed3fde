// expect: accepted
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
    static char room[1 << 20];
    if (mlock(room, sizeof room) == 0 || mlockall(MCL_CURRENT | MCL_FUTURE) == 0) return 9;
    if (syscall(SYS_mlock2, room, sizeof room, 1) == 0) return 8;
    if (mmap(NULL, 1 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1, 0) != MAP_FAILED) return 7;
    puts("42");
}
