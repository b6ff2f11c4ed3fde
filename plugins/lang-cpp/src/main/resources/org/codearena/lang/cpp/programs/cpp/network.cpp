#include <arpa/inet.h>
#include <sys/socket.h>
#include <iostream>

int main() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(53);
    inet_pton(AF_INET, "9.9.9.9", &address.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool reached = fd >= 0 && connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    std::cout << (reached ? "reached\n" : "refused\n");
}
