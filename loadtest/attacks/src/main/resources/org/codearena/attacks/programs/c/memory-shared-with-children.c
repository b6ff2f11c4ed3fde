// expect: memory-limit-exceeded
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 16; i++)
        if (fork() == 0) {
            char *room = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
            memset(room, 1, 16 << 20);
            pause();
        }
    wait(NULL);
}
