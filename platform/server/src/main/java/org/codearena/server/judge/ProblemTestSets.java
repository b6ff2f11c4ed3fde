package org.codearena.server.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.codearena.server.infra.Database;
import org.codearena.server.problem.ProblemStore;
import org.codearena.server.problem.StoredTest;
import org.codearena.server.problem.StoredVersion;

/** The tests of problems' versions, remembered: a version never changes. Thread-safe. */
public final class ProblemTestSets implements TestSets {
    private static final int REMEMBERED = 200;

    private final Database database;
    private final ProblemStore problems = new ProblemStore();
    private final Map<UUID, TestSet> remembered = new LinkedHashMap<>(16, 0.75f, true);

    public ProblemTestSets(Database database) {
        this.database = database;
    }

    @Override
    public synchronized TestSet of(UUID version) {
        TestSet known = remembered.get(version);
        if (known != null) {
            return known;
        }
        TestSet read = ofVersion(database.read(handle -> problems.version(handle, version)));
        remembered.put(version, read);
        remembered.keySet().stream()
                .limit(Math.max(0, remembered.size() - REMEMBERED))
                .toList()
                .forEach(remembered::remove);
        return read;
    }

    /** The tests of a version that may not be stored yet. */
    static TestSet ofVersion(StoredVersion version) {
        return new TestSet(
                version.timeMs(),
                version.memoryBytes(),
                version.outputBytes(),
                version.rules(),
                version.tests().stream().map(ProblemTestSets::test).toList());
    }

    static TestSet.Test test(StoredTest test) {
        return new TestSet.Test(
                test.number(),
                test.group(),
                test.sample(),
                test.sample() || test.fullFeedback(),
                test.input(),
                test.answer(),
                test.flags(),
                test.arguments(),
                test.validatorArguments(),
                test.files());
    }
}
