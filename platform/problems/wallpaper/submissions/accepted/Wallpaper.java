import java.io.BufferedReader;
import java.io.InputStreamReader;

public class Wallpaper {
    public static void main(String[] args) throws Exception {
        String strip = new BufferedReader(new InputStreamReader(System.in)).readLine();
        int n = strip.length();
        int[] border = new int[n + 1]; // of the first i ornaments
        border[0] = -1;
        int length = -1;
        for (int i = 0; i < n; i++) {
            while (length >= 0 && strip.charAt(length) != strip.charAt(i)) {
                length = border[length];
            }
            border[i + 1] = ++length;
        }
        int pattern = n - border[n];
        System.out.println(pattern + " " + (n + pattern - 1) / pattern);
    }
}
