package org.codearena.server.identity;

/** What a person may do; each role may all that the ones before it may. */
public enum Role {
    USER,
    /** Makes problems and contests. */
    SETTER,
    ADMIN;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
