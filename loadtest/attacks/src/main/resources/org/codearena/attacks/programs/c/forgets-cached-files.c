// expect: accepted
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Throws a file of the system out of the machine's memory, which all others then have to fetch from the disk; looks
   whether it is still there; and looks into what the machine remembers. */
int main(void) {
    static char room[1 << 20];
    static unsigned char resident[sizeof room / 4096];
    unsigned long range[2] = {0}, count[5];
    int fd = open("/usr/bin/env", O_RDONLY);
    ssize_t size = read(fd, room, sizeof room);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    void *file = mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED, fd, 0);
    madvise(file, (size_t)size, MADV_PAGEOUT);
    msync(file, (size_t)size, MS_SYNC | MS_INVALIDATE);
    if (size <= 0 || mincore(file, (size_t)size, resident) < 0) return 9;
    for (ssize_t page = 0; page < size / 4096; page++)
        if (!(resident[page] & 1)) return fprintf(stderr, "page %ld is gone\n", page), 8;
    if (syscall(451 /* cachestat */, fd, range, count, 0) == 0) return 7;
    puts("42");
}
