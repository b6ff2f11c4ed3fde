// @EXPECTED_RESULTS@: WRONG-ANSWER, RUN-ERROR
class Main {
    public static void main(String[] args) {
        System.out.println(1);
    }
}
