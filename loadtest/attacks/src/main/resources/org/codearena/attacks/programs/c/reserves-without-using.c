// expect: accepted
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    char *room = mmap(NULL, 10ul << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) return 9;
    puts("42");
}
