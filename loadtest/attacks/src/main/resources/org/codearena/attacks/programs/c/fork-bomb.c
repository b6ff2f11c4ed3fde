// expect: time-limit-exceeded, memory-limit-exceeded
#include <unistd.h>

int main(void) {
    for (;;) fork();
}
