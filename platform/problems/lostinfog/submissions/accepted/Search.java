import java.util.Scanner;

public class Search {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int low = 1;
        int high = in.nextInt();
        while (true) {
            int middle = low + (high - low) / 2;
            System.out.println("ask " + middle);
            System.out.flush();
            String answer = in.next();
            if (answer.equals("here")) {
                return;
            }
            if (answer.equals("lower")) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
    }
}
