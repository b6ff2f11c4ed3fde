// expect: memory-limit-exceeded, run-time-error
#include <string.h>
#include <sys/shm.h>

/* Segments that belong to no process any more, but to the kernel. */
int main(void) {
    for (;;) {
        int id = shmget(IPC_PRIVATE, 1 << 20, IPC_CREAT | 0600);
        char *room = id < 0 ? (char *)-1 : shmat(id, NULL, 0);
        if (room == (char *)-1) return 9;
        memset(room, 1, 1 << 20);
        shmdt(room);
    }
}
