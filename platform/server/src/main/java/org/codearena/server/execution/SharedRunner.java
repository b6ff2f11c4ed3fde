package org.codearena.server.execution;

import org.codearena.contract.RunnerStatus;

/** Lends the one runner beside this process to all who ask, at the same time. */
public record SharedRunner(Runners runners) implements RunnerLender, RunnerLender.Loan {
    @Override
    public RunnerStatus status() {
        return runners.status();
    }

    @Override
    public Loan lend(String language, String work) {
        return this;
    }

    @Override
    public boolean keepsRunners() {
        return true;
    }

    @Override
    public void close() {
        // It stays for the others.
    }
}
