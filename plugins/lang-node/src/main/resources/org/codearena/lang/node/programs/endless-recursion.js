const deeper = (n) => 1 + deeper(n + 1);

deeper(0);
