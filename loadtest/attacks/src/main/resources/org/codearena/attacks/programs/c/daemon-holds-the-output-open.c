// expect: accepted
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    puts("42");
    fflush(stdout);
    if (fork() == 0) {
        setsid();
        for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
        fcntl(1, F_SETFL, O_NONBLOCK);
        if (fork() == 0)
            for (;;) sleep(60);
        for (;;) pause();
    }
    usleep(10000);
}
