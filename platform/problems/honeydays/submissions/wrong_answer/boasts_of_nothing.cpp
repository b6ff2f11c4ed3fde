// A run of no day at all would be the best of a bad summer.
#include <algorithm>
#include <iostream>

int main() {
    int days;
    std::cin >> days;
    long long best = 0, run = 0;
    for (int day = 0; day < days; day++) {
        long long change;
        std::cin >> change;
        run = std::max(0LL, run + change);
        best = std::max(best, run);
    }
    std::cout << best << "\n";
}
