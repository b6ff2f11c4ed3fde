#include <fstream>
#include <iostream>
#include <iterator>

int main() {
    std::ifstream environment("/proc/1/environ");
    std::string text{std::istreambuf_iterator<char>(environment), {}};
    std::cout << (text.empty() ? "refused\n" : text);
}
