// expect: memory-limit-exceeded
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Those that are set aside are not to be had; those that the kernel makes up count as what they are. */
int main(void) {
    if (mmap(NULL, 2 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0) != MAP_FAILED) return 9;
    char *room = mmap(NULL, 512 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) return 8;
    madvise(room, 512 << 20, MADV_HUGEPAGE);
    for (size_t i = 0; i < 512 << 20; i += 4096) room[i] = 1;
    return 7;
}
