package org.codearena.loadtest.load.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Boards and counters computed anew from the submissions themselves, and compared with what is shown. Pure. */
public final class Boards {
    /** An accepted submission. */
    public record Accepted(String user, String problem, Instant judgedAt) {}

    private Boards() {}

    /**
     * What each user should stand at.
     *
     * @param points of each problem
     */
    public static Map<String, Standing> standings(Collection<Accepted> accepted, Map<String, Long> points) {
        Map<String, Map<String, Instant>> solved = new HashMap<>();
        for (Accepted each : accepted) {
            solved.computeIfAbsent(each.user(), _ -> new HashMap<>())
                    .merge(each.problem(), each.judgedAt(), (a, b) -> a.isBefore(b) ? a : b);
        }
        Map<String, Standing> standings = new HashMap<>();
        solved.forEach((user, problems) -> standings.put(user, standing(user, problems, points)));
        return standings;
    }

    private static Standing standing(String user, Map<String, Instant> solved, Map<String, Long> points) {
        long score = solved.keySet().stream()
                .mapToLong(problem -> points.getOrDefault(problem, 0L))
                .sum();
        return new Standing(
                user,
                solved.size(),
                score,
                solved.values().stream().max(Instant::compareTo).orElseThrow());
    }

    /**
     * How what is shown differs, in words. The moment of the last acceptance is not compared: of two accepted within
     * moments, either may have counted.
     */
    public static List<String> differences(Map<String, Standing> should, Collection<Standing> shown) {
        List<String> differences = new ArrayList<>();
        Map<String, Standing> byUser = new HashMap<>();
        shown.forEach(each -> byUser.put(each.user(), each));
        should.values()
                .forEach(each -> difference(each, Optional.ofNullable(byUser.get(each.user())))
                        .ifPresent(differences::add));
        return differences;
    }

    private static Optional<String> difference(Standing should, Optional<Standing> shown) {
        if (shown.isEmpty()) {
            return Optional.of("%s is not on the board, and should be with %d solved and %d points"
                    .formatted(should.user(), should.solved(), should.score()));
        }
        Standing board = shown.get();
        boolean same = board.solved() == should.solved() && board.score() == should.score();
        return same
                ? Optional.empty()
                : Optional.of("%s is shown with %d solved and %d points, and should be with %d and %d"
                        .formatted(should.user(), board.solved(), board.score(), should.solved(), should.score()));
    }

    /** Places where the board is out of its own order: more points first, and the earlier of equals. */
    public static List<String> disorder(List<Standing> shown) {
        List<String> disorder = new ArrayList<>();
        for (int place = 1; place < shown.size(); place++) {
            Standing above = shown.get(place - 1);
            Standing below = shown.get(place);
            boolean right = above.score() > below.score()
                    || (above.score() == below.score()
                            && above.lastAcceptedAt().getEpochSecond()
                                    <= below.lastAcceptedAt().getEpochSecond());
            if (!right) {
                disorder.add("%s is shown above %s".formatted(above.user(), below.user()));
            }
        }
        return disorder;
    }
}
