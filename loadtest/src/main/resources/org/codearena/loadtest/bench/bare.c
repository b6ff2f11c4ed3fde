/* Runs a program without any sandbox and says how long that took: what judged runs are compared with.
 *
 * usage: bare COUNT INPUT PROGRAM ARGUMENT...
 * Runs PROGRAM COUNT times, one after the other, with INPUT as standard input and standard output thrown away, and prints
 * each run's wall time in microseconds on a line of its own. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static void become(const char *input, char **command) {
    int in = open(input, O_RDONLY);
    int out = open("/dev/null", O_WRONLY);
    if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0) {
        _exit(125);
    }
    execvp(command[0], command);
    _exit(127);
}

int main(int count, char **arguments) {
    if (count < 4) {
        fprintf(stderr, "usage: bare COUNT INPUT PROGRAM ARGUMENT...\n");
        return 2;
    }
    for (int left = atoi(arguments[1]); left > 0; left--) {
        long started = microseconds();
        pid_t child = fork();
        if (child == 0) {
            become(arguments[2], arguments + 3);
        }
        int status;
        if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            fprintf(stderr, "bare: %s did not end well\n", arguments[3]);
            return 1;
        }
        printf("%ld\n", microseconds() - started);
    }
    return 0;
}
