/* The validator is still writing when nobody listens any more. */
int main(void) { return 0; }
