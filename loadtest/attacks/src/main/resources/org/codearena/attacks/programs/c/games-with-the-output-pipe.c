// expect: accepted
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Its own end may be made small, deaf or both; it may take back what nobody has read yet, and keep the reading end. */
int main(void) {
    char room[64];
    int on = 1;
    signal(SIGIO, SIG_IGN);
    int back = open("/proc/self/fd/1", O_RDWR | O_NONBLOCK);
    if (back < 0) return 9;
    fcntl(1, F_SETPIPE_SZ, 1 << 20);
    fcntl(1, F_SETPIPE_SZ, 4096);
    fcntl(1, F_SETOWN, 1);
    fcntl(1, F_SETSIG, SIGKILL);
    fcntl(1, F_SETFL, O_NONBLOCK | O_ASYNC | O_DIRECT | O_APPEND);
    ioctl(1, FIONBIO, &on);
    ioctl(1, FIOASYNC, &on);
    for (int i = 0; i < 1000; i++) {
        if (write(1, " ", 1) < 0) usleep(100);
        if (read(back, room, sizeof room) < 0) usleep(10);
    }
    while (write(1, "42\n", 3) != 3) usleep(100);
    if (fork() == 0) pause();
}
