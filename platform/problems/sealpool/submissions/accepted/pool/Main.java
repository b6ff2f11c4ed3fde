import java.io.BufferedReader;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        Tank pool = Tank.EMPTY;
        for (int left = Integer.parseInt(in.readLine()); left > 0; left--) {
            pool = pool.mixedWith(Tank.parse(in.readLine()));
        }
        System.out.println(pool.temperature());
    }
}
