#include <fstream>
#include <iostream>
#include <set>
#include <string>

int main(int count, char **arguments) {
    std::ifstream input(arguments[1]), answer(arguments[2]);
    long n, most, sum = 0;
    input >> n;
    answer >> most;
    std::set<long> all;
    for (long one; std::cin >> one; sum += one)
        if (one < 1 || !all.insert(one).second) return 43;
    if (sum != n || !std::cin.eof()) return 43;
    if (count > 4 && std::string(arguments[4]) == "more")
        std::ofstream(std::string(arguments[3]) + "score_multiplier.txt") << double(all.size()) / double(most) << '\n';
    return 42;
}
