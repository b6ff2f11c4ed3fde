// A small web server. It serves on the port in the variable PORT, or else on 8000.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <system_error>
#include "page.hpp"

// Closes what it owns.
class Socket {
  public:
    explicit Socket(int fd) : fd(fd) {
        if (fd < 0) throw std::system_error(errno, std::generic_category(), "socket");
    }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;
    ~Socket() { close(fd); }

    const int fd;
};

static void listen_on(const Socket &server, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    int yes = 1;
    if (setsockopt(server.fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
        bind(server.fd, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0 || listen(server.fd, 16) < 0)
        throw std::system_error(errno, std::generic_category(), "cannot listen");
}

// One request, of which only the first line is looked at.
static void answer(const Socket &client) {
    char buffer[4096];
    ssize_t length = read(client.fd, buffer, sizeof buffer);
    if (length <= 0) return;
    std::istringstream request(std::string(buffer, static_cast<size_t>(length)));
    std::string method, path = "/";
    request >> method >> path;
    std::string html = page(path);
    std::string response = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
                           "Content-Length: " + std::to_string(html.size()) + "\r\n\r\n" + html;
    for (size_t sent = 0; sent < response.size();) {
        ssize_t more = write(client.fd, response.data() + sent, response.size() - sent);
        if (more <= 0) return;
        sent += static_cast<size_t>(more);
    }
}

int main() {
    const char *chosen = std::getenv("PORT");
    int port = chosen == nullptr ? 8000 : std::atoi(chosen);
    std::signal(SIGPIPE, SIG_IGN);
    Socket server(socket(AF_INET, SOCK_STREAM, 0));
    listen_on(server, port);
    std::cout << "Serving on http://localhost:" << port << std::endl;
    while (true) answer(Socket(accept(server.fd, nullptr, nullptr)));
}
