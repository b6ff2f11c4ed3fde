package org.codearena.server.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.codearena.contract.SourceFile;
import org.codearena.server.kernel.Fault;
import org.codearena.server.submission.SubmittedFiles.Submitted;
import org.junit.jupiter.api.Test;

/** The files of a submission against the limits of its problem. */
final class SubmittedFilesTest {
    private static final List<Submitted> FILES =
            List.of(new Submitted("a.py", "12345", null), new Submitted("b.py", "678", null));

    @Test
    void filesUpToTheProblemsLimitAreTaken() {
        assertEquals(
                List.of(SourceFile.of("a.py", "12345"), SourceFile.of("b.py", "678")), SubmittedFiles.check(FILES, 8));
    }

    @Test
    void filesOverTheProblemsLimitAreRefusedWithTheNumbers() {
        Fault refused = assertThrows(Fault.class, () -> SubmittedFiles.check(FILES, 7));
        assertEquals("the files have 8 bytes, at most 7 are allowed for this problem", refused.getMessage());
    }
}
