class Groups:
    """Disjoint groups of the numbers up to `size`; the smaller of two groups moves into the larger one."""

    def __init__(self, size):
        self.group = [[number] for number in range(size + 1)]

    def together(self, a, b):
        return self.group[a] is self.group[b]

    def join(self, a, b):
        if self.together(a, b):
            return
        small, large = sorted((self.group[a], self.group[b]), key=len)
        large += small
        for number in small:
            self.group[number] = large
