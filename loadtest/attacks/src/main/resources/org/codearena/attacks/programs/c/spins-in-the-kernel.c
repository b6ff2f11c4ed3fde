// expect: time-limit-exceeded
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* All of its time is the system's. */
int main(void) {
    static char room[1 << 20];
    int random = open("/dev/urandom", O_RDONLY);
    while (read(random, room, sizeof room) >= 0) continue;
    return 9;
}
