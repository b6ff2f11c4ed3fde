// expect: output-limit-exceeded, time-limit-exceeded
#include <unistd.h>

int main(void) {
    static char room[65536];
    write(1, "42\n", 3);
    for (;;) write(2, room, sizeof room);
}
