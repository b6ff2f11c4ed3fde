import java.io.BufferedReader;
import java.io.InputStreamReader;

public class NextFirstLetter {
    public static void main(String[] args) throws Exception {
        String strip = new BufferedReader(new InputStreamReader(System.in)).readLine();
        // Takes the first place from which some beginning repeats for the pattern, without looking at the rest.
        int pattern = strip.indexOf(strip.substring(0, Math.min(3, strip.length())), 1);
        if (pattern < 0) {
            pattern = strip.length();
        }
        System.out.println(pattern + " " + (strip.length() + pattern - 1) / pattern);
    }
}
