// In base 4. Each place has a ring worth 1 and a ring worth 3, so no digit needs more than two pigeons.
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string pass;
    std::cin >> pass;
    if (pass == "send") {
        long long count;
        std::cin >> count;
        std::vector<int> rings;
        for (int place = 0; count > 0; place++, count /= 4) {
            int digit = count % 4;
            if (digit == 3) {
                rings.push_back(2 * place + 2);
            } else {
                rings.insert(rings.end(), digit, 2 * place + 1);
            }
        }
        std::cout << rings.size() << "\n";
        for (int ring : rings) {
            std::cout << ring << " ";
        }
        std::cout << "\n";
    } else {
        int pigeons;
        std::cin >> pigeons;
        long long count = 0;
        for (int ring; pigeons > 0 && std::cin >> ring; pigeons--) {
            long long worth = ring % 2 == 0 ? 3 : 1;
            count += worth << (ring - 1) / 2 * 2;
        }
        std::cout << count << "\n";
    }
}
