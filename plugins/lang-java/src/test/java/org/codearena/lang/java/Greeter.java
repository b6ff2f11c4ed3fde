package org.codearena.lang.java;

/** A program for the tests to start. */
final class Greeter {
    private Greeter() {}

    public static void main(String[] args) {
        System.out.println("hi");
    }
}
