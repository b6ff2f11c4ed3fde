#include "say.hpp"

int main() { say("first"); }
