#define FACTOR {{factor}}

void say(long weight);
