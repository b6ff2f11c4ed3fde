#include <algorithm>
#include <cstdio>

int main() {
    int days;
    if (std::scanf("%d", &days) != 1) {
        return 1;
    }
    long long best = -2000000000LL, run = 0;
    for (int day = 0; day < days; day++) {
        long long change;
        if (std::scanf("%lld", &change) != 1) {
            return 1;
        }
        run = std::max(change, run + change);
        best = std::max(best, run);
    }
    std::printf("%lld\n", best);
}
