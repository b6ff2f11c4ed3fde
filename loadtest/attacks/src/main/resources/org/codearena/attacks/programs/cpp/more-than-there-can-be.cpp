// expect: memory-limit-exceeded, run-time-error
#include <iostream>
#include <vector>

int main() {
    std::vector<long> most(1l << 58);
    std::cout << 42 << most[0] << '\n';
}
