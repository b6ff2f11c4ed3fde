#include <iostream>

// With a reference into the caller's frame, no frame can be reused.
static int depth(int n, const int &above) {
    int here = above + 1;
    return n == 0 ? above : depth(n - 1, here);
}

int main() {
    int n;
    std::cin >> n;
    std::cout << depth(n, 0) << '\n';
}
