#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

int main(int, char **arguments) {
    const std::string feedback = arguments[3];
    std::ifstream input(arguments[1]), answer(arguments[2]);
    int leg, number, got, last, runners = 0;
    input >> leg >> number;
    answer >> last;
    std::ofstream(feedback + ".runners", std::ios::app) << "runner\n";
    std::ofstream(feedback + "judgemessage.txt", std::ios::app) << "leg " << leg << '\n';
    std::ifstream all(feedback + ".runners");
    for (std::string runner; all >> runner;) runners++;
    if (runners != leg) return 1;
    if (!(std::cin >> got) || got != number + leg) return 43;
    if (leg == 3) return got == last ? 42 : 2;
    std::ofstream(feedback + "nextpass.in") << leg + 1 << ' ' << got;
    return 42;
}
