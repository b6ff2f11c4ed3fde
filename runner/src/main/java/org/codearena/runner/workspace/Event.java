package org.codearena.runner.workspace;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.codearena.runner.files.FileEvent;
import org.codearena.runner.files.Unkept;
import org.codearena.runner.terminal.TerminalState;

/** What clients are told without having asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Files.class, name = "files"),
    @JsonSubTypes.Type(value = Event.Resync.class, name = "resync"),
    @JsonSubTypes.Type(value = Event.Terminal.class, name = "terminal"),
    @JsonSubTypes.Type(value = Event.TerminalClosed.class, name = "terminal-closed"),
    @JsonSubTypes.Type(value = Event.Ports.class, name = "ports"),
    @JsonSubTypes.Type(value = Event.Usage.class, name = "usage"),
    @JsonSubTypes.Type(value = Event.Kept.class, name = "kept"),
    @JsonSubTypes.Type(value = Event.NotKept.class, name = "unkept"),
    @JsonSubTypes.Type(value = Event.Watching.class, name = "watching"),
    @JsonSubTypes.Type(value = Event.Notice.class, name = "notice")
})
sealed interface Event {
    record Files(List<FileEvent> changes, long revision) implements Event {}

    /**
     * What is to be read again.
     *
     * @param what {@code files}, {@code terminals} or {@code ports}
     */
    record Resync(String what) implements Event {}

    record Terminal(TerminalState terminal) implements Event {}

    record TerminalClosed(int id) implements Event {}

    record Ports(List<Port> ports) implements Event {}

    record Usage(long usedBytes, long usedFiles, long memoryBytes, long cpuMillis) implements Event {}

    record Kept(long revision) implements Event {}

    /** Files that will not be there in the next session. */
    record NotKept(List<Unkept.File> files, long more) implements Event {}

    /** How changes of files are noticed. */
    record Watching(boolean live, String reason) implements Event {}

    record Notice(String kind, String text, Instant at) implements Event {}
}
