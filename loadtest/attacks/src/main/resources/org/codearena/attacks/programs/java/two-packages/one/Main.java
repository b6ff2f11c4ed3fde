// expect: accepted
package one;

import two.Answer;

public class Main {
    public static void main(String[] arguments) {
        System.out.println(new Answer().answer());
    }
}
