// Counts bits from 0, and there is no ring 0.
#include <iostream>
#include <string>

int main() {
    std::string pass;
    std::cin >> pass;
    if (pass == "send") {
        long long count;
        std::cin >> count;
        std::cout << __builtin_popcountll(count) << "\n";
        for (int bit = 0; bit < 30; bit++) {
            if (count >> bit & 1) {
                std::cout << bit << " ";
            }
        }
        std::cout << "\n";
    } else {
        int pigeons;
        std::cin >> pigeons;
        long long count = 0;
        for (int ring; pigeons > 0 && std::cin >> ring; pigeons--) {
            count += 1LL << ring;
        }
        std::cout << count << "\n";
    }
}
