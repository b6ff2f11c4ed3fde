// expect: time-limit-exceeded
#include <iostream>

static int early() {
    for (volatile bool forever = true; forever;) continue;
    return 42;
}

static int answer = early();

int main() { std::cout << answer << std::endl; }
