// expect: run-time-error
#include <thread>
#include <unistd.h>
#include <vector>

int main() {
    std::vector<std::thread> threads;
    for (int i = 0; i < 10000; i++) threads.emplace_back([] { pause(); });
}
