// expect: time-limit-exceeded
#include <unistd.h>

int main(void) {
    execl("/proc/self/exe", "again", NULL);
    return 9;
}
