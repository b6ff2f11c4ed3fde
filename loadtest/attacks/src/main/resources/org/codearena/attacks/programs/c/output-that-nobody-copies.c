// expect: output-limit-exceeded
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

/* From a file to the pipe within the kernel. */
int main(void) {
    int zeroes = open("/dev/zero", O_RDONLY);
    for (;;)
        if (splice(zeroes, NULL, 1, NULL, 1 << 20, 0) <= 0) write(1, "0123456789abcdef", 16);
}
