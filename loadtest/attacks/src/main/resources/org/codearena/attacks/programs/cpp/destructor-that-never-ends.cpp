// expect: time-limit-exceeded
#include <iostream>

struct Stays {
    ~Stays() {
        for (volatile bool forever = true; forever;) continue;
    }
} stays;

int main() { std::cout << 42 << std::endl; }
