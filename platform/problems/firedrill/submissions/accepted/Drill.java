package library.safety;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Queue;

public class Drill {
    private record Place(int row, int column, int steps) {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] size = in.readLine().split(" ");
        char[][] plan = new char[Integer.parseInt(size[0])][];
        Queue<Place> queue = new ArrayDeque<>();
        int left = 0;
        for (int row = 0; row < plan.length; row++) {
            plan[row] = in.readLine().toCharArray();
            for (int column = 0; column < plan[row].length; column++) {
                if (plan[row][column] == 'E') {
                    queue.add(new Place(row, column, 0));
                } else if (plan[row][column] == '.') {
                    left++;
                }
            }
        }
        int worst = 0;
        while (!queue.isEmpty()) {
            Place place = queue.remove();
            worst = place.steps;
            for (int[] way : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                int row = place.row + way[0];
                int column = place.column + way[1];
                boolean onPlan = row >= 0 && row < plan.length && column >= 0 && column < plan[0].length;
                if (onPlan && plan[row][column] == '.') {
                    plan[row][column] = '#'; // visited
                    left--;
                    queue.add(new Place(row, column, place.steps + 1));
                }
            }
        }
        System.out.println(left > 0 ? "trapped" : worst);
    }
}
