// expect: memory-limit-exceeded, accepted
#include <stdio.h>
#include <sys/msg.h>

/* As many queues as there may be, each full. */
int main(void) {
    static struct {
        long type;
        char text[8192];
    } message = {.type = 1};
    unsigned long bytes = 0;
    for (int id; (id = msgget(IPC_PRIVATE, IPC_CREAT | 0600)) >= 0;)
        while (msgsnd(id, &message, sizeof message.text, IPC_NOWAIT) == 0) bytes += sizeof message.text;
    if (bytes > 128 << 20) return fprintf(stderr, "%lu bytes of messages\n", bytes), 9;
    puts("42");
}
