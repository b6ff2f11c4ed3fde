// expect: time-limit-exceeded
for (;;);
