// expect: compile-error
template <int depth, int way>
struct Tree {
    static constexpr long leaves = Tree<depth - 1, 2 * way>::leaves + Tree<depth - 1, 2 * way + 1>::leaves;
};

template <int way>
struct Tree<0, way> {
    static constexpr long leaves = 1;
};

int main() { return Tree<30, 0>::leaves; }
