package org.codearena.server.workspace.gateway;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.execution.RunnerSignature;
import org.codearena.server.execution.RunnerSignature.Subject;
import org.codearena.server.identity.Caller;
import org.codearena.server.kernel.Fault;
import org.codearena.server.workspace.gateway.SessionDirectory.Entry;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.session.Phase;

/** Who may go into which session: its owner, while it runs. */
final class SessionAccess {
    private final SessionDirectory directory;
    private final InstantSource clock;

    SessionAccess(SessionDirectory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** A session, whoever asks: to check what proves who may. */
    Optional<Entry> find(UUID session) {
        return directory.find(session);
    }

    /** Where the runner of a session of this person listens; a fault that says so when it does not run. */
    Endpoint running(UUID session, Caller.Person person) {
        return running(session, find(session), person);
    }

    /** The same of a session that was found already; one that is somebody else's is as unknown as one that does not exist. */
    static Endpoint running(UUID session, Optional<Entry> found, Caller.Person person) {
        Entry entry = found.filter(each -> each.owner().equals(person.id()))
                .orElseThrow(() -> Fault.notFound("you have no session '" + session + "'"));
        if (entry.phase() != Phase.RUNNING) {
            throw Fault.conflict(
                    "the session is " + entry.phase().wireName() + ", only one that is running can be entered");
        }
        return entry.endpoint()
                .orElseThrow(() -> Fault.conflict("the session is running, but where is not known yet: try again"));
    }

    /** The signature of a request that is made now for this person. */
    String signature(Endpoint endpoint, String method, String target, Caller.Person person) {
        return sign(endpoint, method, target, new Subject.User(person.id(), person.login()));
    }

    /** The signature of a request that the server makes now for itself. */
    String ownSignature(Endpoint endpoint, String method, String target) {
        return sign(endpoint, method, target, new Subject.Server());
    }

    private String sign(Endpoint endpoint, String method, String target, Subject subject) {
        return new RunnerSignature(endpoint.key(), clock).sign(method, target, subject);
    }
}
