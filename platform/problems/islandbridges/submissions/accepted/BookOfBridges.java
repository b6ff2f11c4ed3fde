import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.StringJoiner;
import java.util.stream.IntStream;

public class BookOfBridges {
    private final int[] parent;

    private BookOfBridges(int islands) {
        parent = IntStream.rangeClosed(0, islands).toArray();
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] size = in.readLine().split(" ");
        BookOfBridges book = new BookOfBridges(Integer.parseInt(size[0]));
        StringJoiner answers = new StringJoiner("\n");
        for (int left = Integer.parseInt(size[1]); left > 0; left--) {
            String[] line = in.readLine().split(" ");
            int a = book.find(Integer.parseInt(line[1]));
            int b = book.find(Integer.parseInt(line[2]));
            if (line[0].equals("build")) {
                book.parent[a] = b;
            } else {
                answers.add(a == b ? "Yes" : "No"); // upper and lower case do not count here
            }
        }
        System.out.println(answers);
    }

    private int find(int island) {
        while (parent[island] != island) {
            parent[island] = parent[parent[island]];
            island = parent[island];
        }
        return island;
    }
}
