package org.codearena.server.problem.format;

import java.util.Optional;

/**
 * A statement in one language.
 *
 * @param language such as {@code en} or {@code pt-BR}
 * @param title the problem's name in that language, as plain text
 * @param html safe HTML
 * @param pdf the name of the document that it is, where it is one; the HTML then only links to it
 */
public record PackageStatement(String language, String title, String html, Optional<String> pdf) {}
