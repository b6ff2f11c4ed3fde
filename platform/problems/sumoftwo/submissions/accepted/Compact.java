void main() {
    long sum = 0;
    for (String number : IO.readln().split(" ")) {
        sum += Long.parseLong(number);
    }
    IO.println(sum);
}
