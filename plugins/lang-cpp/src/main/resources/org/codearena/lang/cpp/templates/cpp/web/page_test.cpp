// Run me: make test
#include <cassert>
#include <iostream>
#include "page.hpp"

int main() {
    assert(page("/").find("<h1>Hello, world!</h1>") != std::string::npos);
    assert(page("/Ada").find("<h1>Hello, Ada!</h1>") != std::string::npos);
    assert(page("/<b>").find("&lt;b&gt;") != std::string::npos);
    std::cout << "all tests passed\n";
}
