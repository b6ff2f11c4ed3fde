package org.codearena.server.language;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codearena.plugin.Language;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.StopSignal;

/** Which of the loaded languages people may use now. What judges wrote down is read anew every second. Thread-safe. */
public final class OfferedLanguages {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    /** Why a language is unavailable before any judge has started; it may well be available a moment later. */
    public static final String NOT_LOOKED_AT = "no judge has checked its toolchain yet";

    private record Snapshot(long takenAtMillis, Map<String, Toolchain> toolchains) {}

    private final Languages languages;
    private final ToolchainStore store;
    private final InstantSource clock;
    private volatile Snapshot snapshot = new Snapshot(0, Map.of());

    public OfferedLanguages(Languages languages, ToolchainStore store, InstantSource clock) {
        this.languages = languages;
        this.store = store;
        this.clock = clock;
    }

    /** Every loaded language, in the order in which people should see them. */
    public List<Language> all() {
        return List.copyOf(languages.all());
    }

    /** The loaded language of this id, whether or not it can be used here. */
    public Optional<Language> find(String id) {
        return languages.find(id);
    }

    /** What is known of a language's toolchain. */
    public Toolchain toolchain(String language) {
        return Optional.ofNullable(toolchains().get(language))
                .orElseGet(() -> Toolchain.unavailable(language, NOT_LOOKED_AT));
    }

    /**
     * Waits until a judge has looked at every language, which takes a new installation a moment.
     *
     * @return whether that came to pass in time
     */
    public boolean awaitLookedAt(Duration atMost) {
        StopSignal never = new StopSignal();
        Instant until = clock.instant().plus(atMost);
        while (!store.all().keySet().containsAll(languages.ids())) {
            if (never.givenWithin(LOOK_AGAIN) || clock.instant().isAfter(until)) {
                return false;
            }
        }
        return true;
    }

    /** The language of this id, or a fault that names those that can be used. */
    public Language require(String id) {
        Language language = languages
                .find(id)
                .orElseThrow(() -> Fault.badField("language", "'" + id + "' is unknown, known are " + usable()));
        if (!isUsable(id)) {
            throw Fault.badField(
                    "language",
                    "'" + id + "' is unavailable here: "
                            + toolchain(id).unavailableReason().orElse("") + "; known are " + usable());
        }
        return language;
    }

    private String usable() {
        return languages.ids().stream().filter(this::isUsable).collect(Collectors.joining(", "));
    }

    /** One that nobody has looked at yet may be fine: its submissions wait. */
    private boolean isUsable(String id) {
        return toolchain(id).isAvailable() || !toolchains().containsKey(id);
    }

    private Map<String, Toolchain> toolchains() {
        long now = clock.millis();
        if (now - snapshot.takenAtMillis() > FRESH.toMillis()) {
            snapshot = new Snapshot(now, store.all());
        }
        return snapshot.toolchains();
    }
}
