#include <stdio.h>

int main(void) {
    puts("before");
    fflush(stdout);
    for (volatile unsigned x = 0;; x++) {
    }
}
