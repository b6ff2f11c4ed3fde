package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/** Hears of what is deleted, and of nothing else. */
final class Gone {
    private Gone() {}

    static <T> ResourceEventHandler<T> handler(Consumer<T> gone) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                // Not asked for.
            }

            @Override
            public void onUpdate(T before, T after) {
                // Not asked for.
            }

            @Override
            public void onDelete(T object, boolean stateUnknown) {
                gone.accept(object);
            }
        };
    }
}
