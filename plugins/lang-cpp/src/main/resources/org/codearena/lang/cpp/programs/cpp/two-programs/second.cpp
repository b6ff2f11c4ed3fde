#include "say.hpp"

int main() { say("second"); }
