// expect: accepted
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *sleeps(void *nothing) {
    pause();
    return nothing;
}

int main(void) {
    int count = 0;
    pthread_t thread;
    while (count < 10000 && pthread_create(&thread, NULL, sleeps, NULL) == 0) count++;
    if (count > 128) return fprintf(stderr, "%d threads\n", count), 9;
    puts("42");
}
