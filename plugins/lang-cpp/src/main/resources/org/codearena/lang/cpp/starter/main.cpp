#include <bits/stdc++.h>

int main() {
    // Read the input, for example: int n; std::cin >> n;
    // Print the answer, for example: std::cout << n << '\n';
}
