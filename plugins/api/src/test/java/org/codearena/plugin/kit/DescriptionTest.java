package org.codearena.plugin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.VersionProbe;
import org.codearena.plugin.WorkspaceTemplate;
import org.junit.jupiter.api.Test;

final class DescriptionTest {
    @Test
    void aLanguageWithoutAFaultHasNoComplaints() {
        assertEquals(List.of(), Description.complaints(new EchoLanguage()));
    }

    @Test
    void anIdIsLowerCaseLettersAndDigits() {
        assertComplaint("the id must be lower-case letters and digits, a letter first: 'Echo!'", new EchoLanguage() {
            @Override
            public String id() {
                return "Echo!";
            }
        });
    }

    @Test
    void anExtensionHasNoDot() {
        assertComplaint("an extension must be lower-case and without its dot: '.md'", new EchoLanguage() {
            @Override
            public List<String> extensions() {
                return List.of("echo", ".md");
            }
        });
    }

    @Test
    void anImageHasNoTag() {
        assertComplaint("the image must have neither registry nor tag: 'echo:1'", new EchoLanguage() {
            @Override
            public String runnerImage() {
                return "echo:1";
            }
        });
    }

    @Test
    void theVersionProbeHasAGroup() {
        assertComplaint("the version probe's pattern must have a group: \\d+", new EchoLanguage() {
            @Override
            public VersionProbe versionProbe() {
                return new VersionProbe(Step.of("echo"), Pattern.compile("\\d+"));
            }
        });
    }

    @Test
    void noLanguageGetsLessTimeThanTheProblemGives() {
        Allowances allowances = new Allowances(0, 0.5, 1);
        assertComplaint("the time factor must not be below 1: " + allowances, new EchoLanguage() {
            @Override
            public Allowances allowances() {
                return allowances;
            }
        });
    }

    @Test
    void theStarterCodeHasAnExtensionOfTheLanguage() {
        assertComplaint("the starter code must have an extension of the language: main.txt", new EchoLanguage() {
            @Override
            public SourceFile starterCode() {
                return SourceFile.of("main.txt", "");
            }
        });
    }

    @Test
    void theSelfTestIsNotRefused() {
        assertComplaint("the self-test is refused: refused as it wished", new EchoLanguage() {
            @Override
            public SelfTest selfTest() {
                return new SelfTest(List.of(SourceFile.of("a", REFUSED)), "", "");
            }
        });
    }

    @Test
    void twoTemplatesHaveTwoIds() {
        var template = new WorkspaceTemplate("t", "T", "", List.of(SourceFile.of("main.echo", "")), List.of("echo"));
        assertComplaint("two templates have the same id", new EchoLanguage() {
            @Override
            public List<WorkspaceTemplate> templates() {
                return List.of(template, template);
            }
        });
    }

    @Test
    void theSameSourcesMakeTheSamePlan() {
        AtomicInteger plans = new AtomicInteger();
        EchoLanguage fickle = new EchoLanguage() {
            @Override
            public Plan plan(PlanRequest request) {
                Step run = Step.of("echo", "" + plans.incrementAndGet());
                return new Plan(request.files(), Optional.empty(), run, Optional.empty());
            }
        };
        assertEquals(
                List.of(
                        "planning the starter code twice gives two plans",
                        "planning the self-test twice gives two plans"),
                Description.complaints(fickle));
    }

    @Test
    void thePathIsTheSandboxs() {
        assertComplaint("PATH is the sandbox's to set, not that of the step echo", new EchoLanguage() {
            @Override
            public VersionProbe versionProbe() {
                return new VersionProbe(
                        new Step(List.of("echo"), Map.of("PATH", "/opt/echo")), Pattern.compile("(\\d+)"));
            }
        });
    }

    private static void assertComplaint(String complaint, EchoLanguage language) {
        assertEquals(List.of(complaint), Description.complaints(language));
    }
}
