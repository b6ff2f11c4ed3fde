// expect: accepted
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* The machine's database waits for the same disks. What has no effect is quick; an honest flush takes longer. */
int main(void) {
    int usr = open("/usr", O_RDONLY), program = open("/proc/self/exe", O_RDONLY);
    void *file = mmap(NULL, 4096, PROT_READ, MAP_SHARED, program, 0);
    for (int i = 0; i < 100000; i++) {
        sync();
        syncfs(usr);
        fsync(program);
        fdatasync(program);
        msync(file, 4096, MS_SYNC);
    }
    puts("42");
}
