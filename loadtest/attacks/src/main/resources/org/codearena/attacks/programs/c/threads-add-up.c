// expect: time-limit-exceeded
#include <pthread.h>
#include <stdio.h>

static void *burns(void *nothing) {
    for (volatile int forever = 1; forever;) continue;
    return nothing;
}

int main(void) {
    pthread_t thread;
    for (int i = 0; i < 8; i++) pthread_create(&thread, NULL, burns, NULL);
    pthread_join(thread, NULL);
    puts("42");
}
