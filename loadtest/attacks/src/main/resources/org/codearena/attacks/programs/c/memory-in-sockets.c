// expect: memory-limit-exceeded, accepted, time-limit-exceeded
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned long *bytes;

static void fill(void) {
    static char room[4096];
    for (int ends[2], size = 1 << 30; socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;)
        for (int end = 0; end < 2; end++) {
            setsockopt(ends[end], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
            for (ssize_t n; (n = send(ends[end], room, sizeof room, MSG_DONTWAIT)) > 0;)
                __atomic_add_fetch(bytes, n, __ATOMIC_RELAXED);
        }
}

int main(void) {
    bytes = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 40; i++)
        if (fork() == 0) {
            fill();
            pause();
        }
    fill();
    usleep(300000);
    if (*bytes > 128 << 20) return fprintf(stderr, "%lu bytes in sockets\n", *bytes), 9;
    puts("42");
}
