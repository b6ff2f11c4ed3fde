package org.codearena.plugin.kit;

import java.util.List;
import org.codearena.contract.SourceFile;
import org.pf4j.ExtensionPoint;

/**
 * The second thing a plugin jar offers: programs in its language by which the language is put to the test, before anyone
 * relies on it.
 */
public interface ConformancePrograms extends ExtensionPoint {
    /** The id of the language that the programs are written in. */
    String language();

    /** The program that plays this role; its first file is the one that it starts with. Of no files where there is none. */
    List<SourceFile> program(Role role);

    /** What else the language promises. */
    default List<Case> promises() {
        return List.of();
    }
}
