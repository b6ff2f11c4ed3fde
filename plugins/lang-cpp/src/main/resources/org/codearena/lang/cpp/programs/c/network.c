#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(53)};
    inet_pton(AF_INET, "9.9.9.9", &address.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    puts(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ? "reached" : "refused");
}
