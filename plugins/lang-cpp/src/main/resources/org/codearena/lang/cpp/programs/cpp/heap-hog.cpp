#include <list>
#include <vector>

int main() {
    std::list<std::vector<int>> kept;
    while (true) kept.emplace_back(100'000, 1);
}
