package org.codearena.server.workspace.orchestrator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Environment.Step;

/**
 * Environments in this process, ready at once unless told otherwise. Disks outlive it as they do the local one: whoever opens
 * another on the same {@link Disks} finds what the first left. Thread-safe.
 */
public final class FakeOrchestrator implements Orchestrator {
    /** What is on the machine besides the orchestrator. */
    public static final class Disks {
        private final Map<UUID, FakeDisk> left = new HashMap<>();

        synchronized Optional<FakeDisk> take(UUID project) {
            return Optional.ofNullable(left.remove(project));
        }

        synchronized void leave(UUID project, FakeDisk disk) {
            left.put(project, disk);
        }

        synchronized Set<UUID> projects() {
            return Set.copyOf(left.keySet());
        }
    }

    private record Running(Wanted wanted, FakeRunner runner, boolean recovered, State state) {
        Running in(State next) {
            return new Running(wanted, runner, recovered, next);
        }
    }

    private final Disks disks;
    private final int most;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Optional<State> begins = Optional.empty();
    private boolean quiet;
    private int made;

    public FakeOrchestrator(Disks disks, int most) {
        this.disks = disks;
        this.most = most;
    }

    /** From now on new environments begin so, and stay so until they are told to be ready. */
    public synchronized void begin(State state) {
        begins = Optional.of(state);
    }

    /** From now on new environments are ready at once, and so are those that there are. */
    public void beginReady() {
        synchronized (this) {
            begins = Optional.empty();
            running.replaceAll((_, each) -> each.in(new State.Ready()));
        }
        changed();
    }

    /** From now on it tells nobody that anything has changed. */
    public synchronized void fallSilent() {
        quiet = true;
    }

    /** Ends a runner as a kill -9 does. */
    public void kill(UUID session) {
        synchronized (this) {
            String name = nameOf(session).orElseThrow();
            running.computeIfPresent(name, (_, each) -> {
                each.runner().close();
                return each.in(new State.Failed("its runner ended with status 137", true));
            });
        }
        changed();
    }

    public synchronized FakeRunner runner(UUID session) {
        return running.values().stream()
                .filter(each -> each.wanted().session().equals(session))
                .findFirst()
                .orElseThrow()
                .runner();
    }

    private Optional<String> nameOf(UUID session) {
        return running.entrySet().stream()
                .filter(each -> each.getValue().wanted().session().equals(session))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public void ensure(Wanted wanted) {
        synchronized (this) {
            if (nameOf(wanted.session()).isPresent()) {
                return;
            }
            Optional<FakeDisk> left = disks.take(wanted.project());
            FakeRunner runner = new FakeRunner(left.orElseGet(FakeDisk::new));
            made++;
            running.put(
                    "fake-" + made, new Running(wanted, runner, left.isPresent(), begins.orElse(new State.Ready())));
        }
        changed();
    }

    @Override
    public void remove(String environment, boolean keepDisk) {
        synchronized (this) {
            Running gone = running.remove(environment);
            if (gone == null) {
                return;
            }
            end(gone, keepDisk);
        }
        changed();
    }

    private void end(Running gone, boolean keepDisk) {
        gone.runner().close();
        if (keepDisk) {
            disks.leave(gone.wanted().project(), gone.runner().disk());
        }
    }

    @Override
    public synchronized List<Environment> list() {
        List<Environment> all = new ArrayList<>();
        running.forEach((name, each) -> {
            boolean ready = each.state() instanceof State.Ready;
            all.add(new Environment(
                    name,
                    each.wanted().session(),
                    each.state(),
                    List.of(new Step("runner", "a fake", 1, ready)),
                    ready ? Optional.of(each.runner().endpoint()) : Optional.empty(),
                    each.recovered()));
        });
        return all;
    }

    @Override
    public Set<UUID> leftDisks() {
        return disks.projects();
    }

    @Override
    public void removeLeftDisk(UUID project) {
        boolean _ = disks.take(project).isPresent();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        synchronized (this) {
            if (quiet) {
                return;
            }
        }
        Thread.ofVirtual().start(() -> listeners.forEach(Runnable::run));
    }

    @Override
    public Capacity capacity() {
        return new Capacity(0, most);
    }

    /** As when its process ends: what ran is gone, disks stay. */
    @Override
    public synchronized void close() {
        running.values().forEach(each -> end(each, true));
        running.clear();
    }
}
